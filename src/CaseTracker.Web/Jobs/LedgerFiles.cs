using System.Collections.Concurrent;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Excel;
using CaseTracker.Reports;

namespace CaseTracker.Web.Jobs;

/// <summary>Long ledgers, written beside the page: one at a time for each user, for him only, kept for half an hour. After a restart it is asked for again.</summary>
public sealed partial class LedgerFiles : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<Guid, Job> jobs = new();
    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider time;
    private readonly ILogger<LedgerFiles> logger;
    private readonly string folder;

    public LedgerFiles(IServiceScopeFactory scopes, Installation installation, TimeProvider time, ILogger<LedgerFiles> logger)
    {
        (this.scopes, this.time, this.logger) = (scopes, time, logger);
        folder = Path.Combine(installation.Folder, "exports");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true); // what a site left that was killed
        }
    }

    /// <summary>One ledger on its way into a file.</summary>
    public sealed class Job(string file)
    {
        private int rows;

        public required Guid Id { get; init; }

        public required Guid UserId { get; init; }

        public required LedgerBook Book { get; init; }

        public required LedgerAsked Asked { get; init; }

        /// <summary>What the user asked for.</summary>
        public required string Name { get; init; }

        public required string FileName { get; set; }

        public required DateTimeOffset At { get; init; }

        /// <summary>Known once the ledger is open.</summary>
        public int? Total { get; internal set; }

        public int Rows => Volatile.Read(ref rows);

        internal string File => file;

        internal CancellationTokenSource Cancellation { get; } = new();

        internal Task Work { get; set; } = Task.CompletedTask;

        public bool IsRunning => !Work.IsCompleted;

        public bool IsDone => Work.IsCompletedSuccessfully;

        public bool IsCancelled => Work.IsCanceled;

        /// <summary>Why it was refused, in Chinese; null where it was not.</summary>
        public string? Refusal => Work.Exception?.InnerException is RefusedException no ? no.Message : null;

        internal void Tell(int done) => Volatile.Write(ref rows, done);
    }

    /// <summary>Begins; refuses whoever has one on its way.</summary>
    public Job Start(Actor actor, LedgerBook book, LedgerAsked asked)
    {
        Forget();
        if (jobs.Values.Any(j => j.UserId == actor.UserId && j.IsRunning))
        {
            throw new RefusedException("您有一本台账正在生成，请等它完成，或先取消");
        }

        Directory.CreateDirectory(folder);
        var id = Guid.NewGuid();
        var name = book.KindOf(asked.Kind)?.Name ?? book.Name;
        var job = new Job(Path.Combine(folder, $"{id:N}.xlsx")) { Id = id, UserId = actor.UserId, Book = book, Asked = asked, Name = $"{SheetNames.Days(asked.From, asked.To)} {name}", FileName = SheetNames.File(asked.From, asked.To, name), At = time.GetUtcNow() };
        jobs[id] = job;
        job.Work = Task.Run(() => WriteAsync(job, actor, book, asked), CancellationToken.None);
        return job;
    }

    /// <summary>The job of this user; somebody else's does not exist.</summary>
    public Job Find(Guid id, Guid userId) => jobs.TryGetValue(id, out var job) && job.UserId == userId ? job : throw new NotFoundException("这份文件（保留半小时，网站重启后也须重新生成）");

    /// <summary>Those of this user that are on their way or wait to be fetched, the newest first.</summary>
    public IReadOnlyList<Job> Of(Guid userId)
    {
        Forget();
        return [.. jobs.Values.Where(j => j.UserId == userId && (j.IsRunning || j.IsDone)).OrderByDescending(j => j.At)];
    }

    public Stream Open(Job job) => new FileStream(job.File, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);

    public void Cancel(Job job) => job.Cancellation.Cancel();

    public void Dispose()
    {
        foreach (var job in jobs.Values)
        {
            job.Cancellation.Cancel();
            File.Delete(job.File);
        }
    }

    private async Task WriteAsync(Job job, Actor actor, LedgerBook book, LedgerAsked asked)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(actor);
        var isWhole = false;
        try
        {
            var open = await scope.ServiceProvider.GetRequiredService<ExportLedger>().ExecuteAsync(book, asked, job.Cancellation.Token);
            (job.Total, job.FileName) = (open.Count, SheetNames.File(asked.From, asked.To, open.Name));
            await using var file = new FileStream(job.File, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete);
            await open.WriteAsync(file, new LedgerOptions { Progress = job.Tell }, job.Cancellation.Token);
            isWhole = true;
        }
        finally
        {
            if (!isWhole)
            {
                NotWritten(logger, job.Name, job.Rows);
                File.Delete(job.File);
            }
        }
    }

    private void Forget()
    {
        foreach (var job in jobs.Values.Where(j => !j.IsRunning && time.GetUtcNow() - j.At > Kept))
        {
            jobs.TryRemove(job.Id, out _);
            File.Delete(job.File);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Ledger} 没有写完，停在第 {Rows} 行")]
    private static partial void NotWritten(ILogger logger, string ledger, int rows);
}
