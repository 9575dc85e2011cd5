using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Data;

/// <summary>The one database context. It knows no feature: mappings are found by scan, each feature adds its tables by an extension property. Every read passes the filters of <see cref="Viewer"/>, every write goes through <see cref="WriteAsync{T}"/>.</summary>
public sealed class CaseDb(DbContextOptions<CaseDb> options) : DbContext(options)
{
    /// <summary>Who is looking; set when the context is handed out.</summary>
    public Viewer Viewer { get; private set; } = Viewer.Nobody;

    /// <summary>Records that passed their object check in this context: their events, approvals and attachments may be read, and no others.</summary>
    public List<Guid> Opened { get; } = [];

    /// <summary>What participants turn into rows at the next save: links of the audit chain get their place only then.</summary>
    internal List<object> Pending { get; } = [];

    /// <summary>The form that is being sent (<see cref="Submissions.SendAsync{T}"/>): the first write of its work takes the key.</summary>
    internal SentForm? Form { get; set; }
    /// <summary>What a write did outside the database (a file), to be undone when it is not committed.</summary>
    internal List<Action> Undo { get; } = [];

    /// <summary>Hands the context to a viewer; a pooled context forgets the one before.</summary>
    public CaseDb For(Viewer viewer)
    {
        Viewer = viewer;
        Form = null;
        Opened.Clear();
        Pending.Clear();
        Undo.Clear();
        return this;
    }

    public bool IsSqlite => Database.ProviderName == "Microsoft.EntityFrameworkCore.Sqlite";

    /// <summary>
    /// Does the work, lets the participants speak, saves and commits: all of it or none.
    /// On SQLite one writer at a time in the process (a fair gate before BEGIN IMMEDIATE). Inside another write it joins that one.
    /// </summary>
    public Task<T> WriteAsync<T>(Func<Task<T>> work, CancellationToken cancel = default) => RunAsync(work, Form is { IsTaken: false } form ? form : null, cancel);

    /// <summary>A write beside what a form was sent for: counted attempts, the audit of a read or of a refusal. It does not make the form a done one.</summary>
    public Task<T> WriteAsideAsync<T>(Func<Task<T>> work, CancellationToken cancel) => RunAsync(work, form: null, cancel);

    private async Task<T> RunAsync<T>(Func<Task<T>> work, SentForm? form, CancellationToken cancel)
    {
        if (Database.CurrentTransaction is not null)
        {
            return await work();
        }

        _ = Participants.Count(); // the first write of a process opens the keys, in a transaction of its own: before ours, not inside it
        using var turn = IsSqlite ? await WriteGate.For(Database.GetConnectionString()!).EnterAsync(cancel) : null;
        await using var transaction = await Database.BeginTransactionAsync(cancel);
        try
        {
            if (form is not null)
            {
                await this.TakeAsync(form, cancel);
            }

            var result = await work();
            if (form is not null)
            {
                Add(form.Done()); // last: work in many portions clears the tracker between them
            }

            await FlushAsync(cancel);
            await transaction.CommitAsync(cancel);
            Undo.Clear();
            return result;
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new StaleException();
        }
        finally
        {
            if (Database.CurrentTransaction is not null)
            {
                await transaction.RollbackAsync(CancellationToken.None);
                ChangeTracker.Clear();
                Pending.Clear();
                form?.IsTaken = false;
                Undo.ForEach(undo => undo());
                Undo.Clear();
            }
        }
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<Task> work, CancellationToken cancel = default) => WriteAsync(async () =>
    {
        await work();
        return true;
    }, cancel);

    // From the application's services by name: EF's own container answers every IEnumerable, with nothing in it.
    private IEnumerable<IWriteParticipant> Participants => this.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider?.GetServices<IWriteParticipant>() ?? [];

    /// <summary>Saves inside the running write, with the participants; for work whose later half reads what its earlier half wrote.</summary>
    public async Task FlushAsync(CancellationToken cancel)
    {
        foreach (var participant in Participants.OrderBy(p => p.Order))
        {
            await participant.BeforeCommitAsync(this, cancel);
        }

        await SaveChangesAsync(cancel);
    }

    /// <summary>Loads a record to change it. <paramref name="version"/> is the one the user was looking at; what the viewer may not see does not exist.</summary>
    public async Task<T> LoadAsync<T>(Guid id, int version, string what, CancellationToken cancel) where T : class, IVersioned
    {
        var found = await Set<T>().FirstOrDefaultAsync(r => r.Id == id, cancel) ?? throw new NotFoundException(what);
        if (found.Version != version)
        {
            throw new StaleException();
        }

        found.Version++; // a concurrency token: the UPDATE asks for the version loaded here
        return found;
    }

    /// <summary>Holds a named lock until the transaction ends. On SQLite the transaction itself is the lock.</summary>
    public async Task LockAsync(string name, CancellationToken cancel)
    {
        if (!IsSqlite)
        {
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", cancel);
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var type in typeof(CaseDb).Assembly.GetTypes().Where(t => !t.IsAbstract).OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            foreach (var entity in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEntityTypeConfiguration<>)).Select(i => i.GetGenericArguments()[0]))
            {
                // A mapping with a filter takes the context, so that EF reads the viewer of the context that runs the query.
                var mapping = type.GetConstructor([typeof(CaseDb)]) is { } withContext ? withContext.Invoke([this]) : Activator.CreateInstance(type)!;
                Apply.MakeGenericMethod(entity).Invoke(null, [modelBuilder, mapping]);
            }
        }

        foreach (var versioned in modelBuilder.Model.GetEntityTypes().Where(t => typeof(IVersioned).IsAssignableFrom(t.ClrType)))
        {
            versioned.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
        }

        foreach (var id in modelBuilder.Model.GetEntityTypes().Select(t => t.FindPrimaryKey()).Where(k => k?.Properties is [{ Name: "Id" } p] && p.ClrType == typeof(Guid)))
        {
            id!.Properties[0].ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never; // random ids are made by us: they say nothing about how many records there are
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcInstant>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    private static readonly MethodInfo Apply = ((Action<ModelBuilder, IEntityTypeConfiguration<object>>)ApplyMapping).Method.GetGenericMethodDefinition();

    private static void ApplyMapping<TEntity>(ModelBuilder model, IEntityTypeConfiguration<TEntity> mapping) where TEntity : class => model.ApplyConfiguration(mapping);

    /// <summary>Instants are UTC and cut to the microsecond, what PostgreSQL keeps: the same value comes back from both databases.</summary>
    private sealed class UtcInstant() : ValueConverter<DateTime, DateTime>(Out, In)
    {
        private static readonly Expression<Func<DateTime, DateTime>> Out = v => new DateTime(v.Ticks - (v.Ticks % 10), DateTimeKind.Utc);
        private static readonly Expression<Func<DateTime, DateTime>> In = v => DateTime.SpecifyKind(v, DateTimeKind.Utc);
    }
}
