using CaseTracker.Accounts;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Excel;
using CaseTracker.Governance;
using CaseTracker.History;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Books;

/// <summary>
/// Import of the book 依法治理工作台账. Several rows of one 合同编号 are drafts of one contract and stay rows of their own: the figures count them once. 已办结 counts, nothing else;
/// of 清欠 the amount of a row that is 已办结 was paid.
/// </summary>
public sealed class ImportGovernance(CaseDb db, OfficeClock clock, Keys keys)
{
    /// <param name="DryRun">Says what would happen and writes nothing.</param>
    /// <param name="Update">Applies 差异 as a correction.</param>
    public sealed record Command(Stream File, string FileName, bool DryRun = false, bool Update = false);

    /// <summary>Refuses a file that cannot be read or lacks a mandatory heading, and an actor who may not import.</summary>
    public Task<ImportResult> ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        if (!IsAllowed(actor))
        {
            throw new RefusedException(new Reason("依法治理台账由信访机构负责人导入，请联系他", LiftedBy: Role.XF.Display()));
        }

        return BookRun.ExecuteAsync(db, GovernanceLine.Shape, command.File, command.FileName, command.DryRun, command.Update, result => new GovernanceImport(db, clock, keys, result, actor, cancel), cancel);
    }

    /// <summary>Whether the page offers the import.</summary>
    public static bool IsAllowed(Actor actor) => actor.IsSystem || (actor.May(Permission.Import) && actor.May(Permission.KeepGovernance));
}

/// <summary>One run over one file of the book 依法治理工作台账.</summary>
internal sealed class GovernanceImport(CaseDb db, OfficeClock clock, Keys keys, ImportResult result, Actor actor, CancellationToken cancel)
    : BookImport<GovernanceLine, GovernanceItem>(new GovernanceRecords(db), db, clock, keys, result, actor, cancel)
{
    private readonly Dictionary<string, string> first = new(StringComparer.Ordinal);
    private List<Department> departments = [];
    private Guid fallback;

    protected override async Task PrepareAsync()
    {
        departments = await Db.Departments.AsNoTracking().Where(d => !d.IsSubordinate).ToListAsync(Cancel);
        fallback = departments.Find(d => d.IsPetitionOffice)?.Id ?? departments.FirstOrDefault()?.Id ?? throw new RefusedException("还没有科室，请先设立科室再导入");
        foreach (var row in Result.Book.Rows.OrderBy(r => r.Number))
        {
            if (GovernanceLine.Read(row, Today).Line is { Key: { } key } line)
            {
                first.TryAdd(key, line.Number);
            }
        }
    }

    protected override (GovernanceLine? Line, IReadOnlyList<Reason> Reasons) Read(BookRow row) => GovernanceLine.Read(row, Today);

    protected override string? DoubleKey(GovernanceLine line) => line.DoubleKey;

    protected override IEnumerable<string> RemarksOn(GovernanceLine line)
    {
        foreach (var remark in line.Remarks)
        {
            yield return remark;
        }

        if (line.Department is { } named && DepartmentOf(named) is null)
        {
            yield return $"没有名为“{RowReader.Short(named)}”的承办科室，归入信访机构，名称记入备注";
        }

        if (line.Key is { } key && first[key] != line.Number)
        {
            yield return $"与{first[key]}是同一{(line.Kind == GovernanceKind.ContractReview ? "合同编号，视为同一合同再次送审" : "文号，视为同一文件")}，只计一次";
        }
    }

    protected override async Task<IReadOnlySet<string>> TakenAsync(string[] numbers)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in numbers.Chunk(500))
        {
            taken.UnionWith(await Db.GovernanceItems.IgnoreQueryFilters().Where(i => chunk.Contains(i.Number)).Select(i => i.Number).ToListAsync(Cancel));
        }

        return taken;
    }

    protected override Task<Guid> EnterAsync(GovernanceLine line, Guid? repeats)
    {
        var item = new GovernanceItem
        {
            Id = Guid.CreateVersion7(),
            Number = line.Number,
            BookNumber = line.Number,
            Kind = line.Kind,
            Title = line.Title,
            SentOn = line.SentOn,
            DepartmentId = fallback,
            RepeatsId = repeats,
            RegistrarId = Actor.UserId,
            RegistrarName = Actor.Name,
            RegisteredOn = Today,
            RecordedAt = Now,
            TableVersion = GovernanceWorkflow.Of(line.Kind).Version,
        };
        Fill(item, line);
        Db.Add(item);
        Db.Trace(item, Actor, Now, new Act("import-register", "已导入：登记", line.SentOn) { To = (line.IsDone ? item.Book.First : line.State).ToString(), TableVersion = item.TableVersion, Data = new { book = GovernanceLine.Shape.Title, row = line.Row.Number } });
        if (line.FinishedOn is { } on)
        {
            Db.Trace(item, Actor, Now, new Act("import-finish", "已导入：办结", on) { From = item.Book.First.ToString(), To = line.State.ToString(), TableVersion = item.TableVersion });
        }

        return Task.FromResult(item.Id);
    }

    protected override Task<GovernanceItem> LoadAsync(Guid id) => Db.GovernanceItems.Include(i => i.Parts).FirstAsync(i => i.Id == id, Cancel);

    protected override Task CorrectAsync(GovernanceItem record, GovernanceLine line)
    {
        Fill(record, line);
        return Task.CompletedTask;
    }

    protected override Guid? RepeatsOf(GovernanceItem record) => record.RepeatsId;

    protected override void Repeat(GovernanceItem record, Guid? repeats) => record.RepeatsId = repeats;

    private void Fill(GovernanceItem item, GovernanceLine line)
    {
        var department = line.Department is { } named ? DepartmentOf(named) : null;
        item.Kind = line.Kind;
        item.SubKind = line.SubKind;
        item.BeginAs(line.State);
        item.TableVersion = GovernanceWorkflow.Of(line.Kind).Version;
        item.Title = line.Title;
        item.DocumentNumber = line.DocumentNumber;
        item.DepartmentId = department ?? fallback;
        item.SentOn = line.SentOn;
        item.PersonName = line.Person;
        item.Counterparty = line.Counterparty;
        item.Quantity = line.Quantity;
        item.Unit = line.Unit;
        item.Attendees = line.Attendees;
        item.Amount = line.Amount;
        item.Opinion = line.Opinion;
        item.FinishedOn = line.FinishedOn;
        item.ResolvedCount = line.Resolved;
        item.AdjustedCount = line.Adjusted;
        item.LinkedNumber = line.LinkedNumber;
        item.Note = line.Department is { } unknown && department is null ? string.Join('；', new[] { line.Note, $"台账承办科室：{unknown}" }.OfType<string>()) : line.Note;
        if (item.Book.Way == GovernanceWay.Arrears)
        {
            (item.Confirmed, item.Paid, item.ClosedOn) = line.IsDone ? (line.Amount, line.Amount, line.FinishedOn) : (null, null, null);
        }

        // What stands in 对方(对象) of a visit are the enterprises: one part each.
        foreach (var part in item.Parts)
        {
            part.IsRemoved = true;
        }

        foreach (var name in item.Book.Parts?.Kind == GovernancePartKind.Enterprise ? BookCells.Several(line.Counterparty ?? "").Distinct(StringComparer.Ordinal) : [])
        {
            item.Add(GovernancePartKind.Enterprise, name.Length <= 200 ? name : name[..200]);
        }

        item.CountParts();
    }

    private Guid? DepartmentOf(string name) => departments.Find(d => d.Name == name)?.Id;
}
