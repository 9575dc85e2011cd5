using System.Globalization;
using CaseTracker.Accounts;
using CaseTracker.Audit;
using CaseTracker.Bureau;
using CaseTracker.Calendar;
using CaseTracker.Clocks;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Petitions;
using CaseTracker.Search;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Books;

/// <summary>What an import works with.</summary>
internal sealed record ImportTools(CaseDb Db, OfficeClock Clock, Keys Keys, ProtectedValues Values, SearchIndex Search, SealAccusation Sealing, LoadWorkCalendar Calendars);

/// <summary>One run over one file of the book 信访台账: first the plan, then, unless it is a dry run, the writing.</summary>
internal sealed class PetitionImport(ImportTools tools, ImportResult result, Actor actor, CancellationToken cancel) : BookRun
{
    private const int ChunkSize = 100;

    private readonly CaseDb db = tools.Db;
    private readonly BookMarks marks = new(tools.Keys, PetitionLine.Book, PetitionLine.Headings, PetitionLine.Dates);
    private readonly DateOnly today = tools.Clock.Today;
    private readonly DateTime now = tools.Clock.Now;
    private readonly List<New> fresh = [];
    private readonly List<Changed> changed = [];
    private readonly BookStanding standing = new(new PetitionRecords(tools.Db, tools.Values), new(tools.Keys, PetitionLine.Book, PetitionLine.Headings, PetitionLine.Dates), result.Book);
    private WorkCalendar calendar = null!;
    private BureauSettings bureau = null!;
    private List<Department> departments = [];
    private ILookup<string, (Guid Id, Guid? Department)> accounts = null!;

    public override async Task PlanAsync()
    {
        calendar = await tools.Calendars.ExecuteAsync(cancel);
        bureau = await db.BureauAsync(cancel);
        departments = await db.Departments.AsNoTracking().Where(d => !d.IsClosed).ToListAsync(cancel);
        accounts = (await db.Users.AsNoTracking().Where(u => !u.IsClosed).Select(u => new { u.Id, u.Name, u.DepartmentId }).ToListAsync(cancel)).ToLookup(u => u.Name, u => (u.Id, u.DepartmentId));
        var lines = await ReadRowsAsync(await CategoriesAsync());
        var known = await KnownAsync([.. lines.Select(l => l.Number)]);
        var records = await RecordsAsync([.. lines.Select(l => l.Number)]);
        var doubles = lines.ToDictionary(l => l, l => l.IsVoid ? null : marks.Of("疑似重复", l.DoubleKey));
        var earlier = await EarlierAsync([.. doubles.Values.OfType<string>().Distinct()]);
        var first = new Dictionary<string, PetitionLine>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var mark = doubles[line];
            if (known.GetValueOrDefault(line.Number) is { } before)
            {
                await CompareAsync(line, before, mark, records.GetValueOrDefault(line.Number));
            }
            else if (await standing.HoldsAsync(line.Row, line.Number, cancel))
            {
                result.Unchanged++;
                continue;
            }
            else if (records.ContainsKey(line.Number))
            {
                result.AddRefusal(line.Row, new Reason($"信访编号“{line.Number}”在系统中已经使用，不能再导入，请核对编号", Field: "信访编号"));
                continue;
            }
            else
            {
                fresh.Add(new New(line, marks.Of(line.Row), mark, DoubleOf(line, mark, first, earlier)));
            }

            if (mark is not null)
            {
                first.TryAdd(mark, line);
            }
        }

        result.Imported = fresh.Count;
        result.Updated = changed.Count;
        foreach (var item in fresh)
        {
            Look(item.Line);
        }
    }

    public override async Task WriteAsync()
    {
        foreach (var chunk in fresh.Chunk(ChunkSize))
        {
            foreach (var item in chunk)
            {
                await EnterAsync(item);
            }

            await db.FlushAsync(cancel);
            db.ChangeTracker.Clear();
        }

        foreach (var item in changed)
        {
            await CorrectAsync(item);
            await db.FlushAsync(cancel);
            db.ChangeTracker.Clear();
        }

        await JoinArrivals.ExecuteAsync(db, [.. fresh.Select(f => f.Line.Number).Concat(changed.Select(c => c.Line.Number))], actor, now, cancel);
        AuditLog.Add(db, actor, now, new AuditNote("import-petitions", "book", Guid.Empty)
        {
            Details = new { result.FileName, result.RowsRead, result.Imported, result.Updated, Refused = result.Refused.Count },
        });
    }

    private async Task<List<PetitionLine>> ReadRowsAsync(ILookup<string, string> categories)
    {
        var lines = new List<PetitionLine>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in result.Book.Rows)
        {
            var (line, reasons) = PetitionLine.Read(row, today, categories);
            var number = row["信访编号"];
            if (number.Length > 0 && !numbers.TryAdd(number, row.Number))
            {
                reasons = [.. reasons, new Reason($"信访编号“{RowReader.Short(number)}”与第{numbers[number]}行相同，请核对编号", Field: "信访编号")];
            }

            if (reasons.Count > 0 && await standing.HoldsAsync(row, number, cancel))
            {
                result.Unchanged++; // what the system knows already need not be in the words of the book
            }
            else if (reasons.Count > 0)
            {
                result.AddRefusal(row, reasons);
            }
            else
            {
                lines.Add(line!);
            }
        }

        return lines;
    }

    private async Task CompareAsync(PetitionLine line, BookLine before, string? mark, Existing? record)
    {
        var differing = await standing.DifferingAsync(line.Row, line.Number, BookMarks.Differing(before.Marks, marks.Of(line.Row)), cancel);
        if (differing.Count == 0)
        {
            result.Unchanged++;
            return;
        }

        var mayKnow = record is null || !record.IsConfidential || await MayKnowAsync(record.Id);
        if (!mayKnow)
        {
            // Somebody else's accusation: nothing is said of it and nothing of it is changed.
            if (line.IsAccusation)
            {
                result.Unchanged++;
            }
            else
            {
                result.AddRefusal(line.Row, new Reason($"信访编号“{line.Number}”在系统中已经使用，不能再导入，请核对编号", Field: "信访编号"));
            }

            return;
        }

        var text = string.Join("；", differing.Select(h => h == "联系电话" || line.IsAccusation ? $"{h}不同" : $"{h}不同，文件中是“{RowReader.Short(line.Row[h])}”"));
        if (record is null || record.ImportedFrom != PetitionLine.Book || record.IsConfidential != line.IsAccusation)
        {
            result.AddDifference(line.Row, line.Number, text);
            result.AddRefusal(line.Row, new Reason("检举控告与其他信访目的之间的更改不能用导入更正，请由信访工作机构另行登记", Field: "信访目的"));
        }
        else if (await HasMovedOnAsync(record.Id))
        {
            result.AddDifference(line.Row, line.Number, text + "；该事项已在系统中继续办理，不能用导入更正，请在系统中更正");
        }
        else
        {
            result.AddDifference(line.Row, line.Number, text);
            if (result.WithUpdate)
            {
                changed.Add(new Changed(line, before, marks.Of(line.Row), mark, differing));
            }
        }
    }

    private string? DoubleOf(PetitionLine line, string? mark, Dictionary<string, PetitionLine> first, Dictionary<string, string> earlier)
    {
        if (mark is null)
        {
            return null;
        }

        if (first.TryGetValue(mark, out var same))
        {
            result.AddDouble(line.Row, line.Number, $"疑似与第{same.Row.Number}行（{same.Number}）重复：{PetitionLine.Shape.DoubleBy}；照样导入并标记，只计一次");
            return same.Number;
        }

        if (earlier.TryGetValue(mark, out var number))
        {
            result.AddDouble(line.Row, line.Number, line.IsAccusation ? "疑似与已导入的事项重复，只计一次" : $"疑似与已导入的{number}重复：{PetitionLine.Shape.DoubleBy}；照样导入并标记，只计一次");
            return number;
        }

        return null;
    }

    /// <summary>Says what a new row will look like here, so that a dry run tells it as well.</summary>
    private void Look(PetitionLine line)
    {
        var petition = Blank(line);
        Fill(petition, line);
        if (line.IsAccusation || line.IsVoid)
        {
            return;
        }

        if (line.Department is { } department && petition.DepartmentId is null)
        {
            result.AddRemark(line.Row, line.Number, $"没有名为“{RowReader.Short(department)}”的承办科室，名称记入备注");
        }

        if (line.ExtensionOn is not null && petition.ExtensionDays is null)
        {
            result.AddRemark(line.Row, line.Number, "延期与规定不符（办理期限内批准，1至30日，一次），日期记入备注，不计入办理期限");
        }

        if (petition.BookDueOn is { } due)
        {
            result.AddRemark(line.Row, line.Number, petition.HandleDueOn is { } ours ? $"办理期限台账为{due:yyyy-MM-dd}，本系统计算为{ours:yyyy-MM-dd}" : $"办理期限台账为{due:yyyy-MM-dd}，本系统对该事项不计办理期限");
        }

        if (petition.ExtensionDays is not null && line.ExtendedTo != petition.ExtendedDueOn)
        {
            result.AddRemark(line.Row, line.Number, $"延期后期限台账为{line.ExtendedTo:yyyy-MM-dd}，本系统计算为{petition.ExtendedDueOn:yyyy-MM-dd}");
        }
    }

    private async Task EnterAsync(New item)
    {
        var petition = Blank(item.Line);
        petition.DoubleOf = item.DoubleOf;
        Fill(petition, item.Line);
        await FillPeopleAsync(petition, item.Line);
        await FillTextAsync(petition, item.Line);
        db.Add(petition);
        db.Add(new BookLine { Id = Guid.NewGuid(), Book = PetitionLine.Book, Number = item.Line.Number, RecordId = petition.Id, Marks = item.Marks, DoubleMark = item.DoubleMark });
        var happened = item.Line.Happened().ToList();
        foreach (var (step, name, on) in happened)
        {
            var isLast = step == happened[^1].Step;
            db.Trace(petition, actor, now, new Act(step, $"已导入：{name}", on)
            {
                To = isLast ? petition.State.ToString() : null,
                Reason = item.Line.IsVoid ? "台账记为作废" : null,
                Data = new { book = PetitionLine.Title, row = item.Line.Row.Number },
                TableVersion = petition.TableVersion,
                IsConfidential = petition.IsConfidential,
            });
        }

        await IndexAsync(petition);
    }

    private async Task CorrectAsync(Changed item)
    {
        var petition = await db.Petitions.IgnoreQueryFilters().Include(p => p.Petitioners).Include(p => p.Demands).Include(p => p.Readers).AsSplitQuery().FirstAsync(p => p.Id == item.Before.RecordId, cancel);
        petition.Petitioners.Sort((a, b) => a.Position.CompareTo(b.Position));
        petition.Version++;
        var from = petition.State;
        Fill(petition, item.Line);
        await FillPeopleAsync(petition, item.Line);
        await FillTextAsync(petition, item.Line);
        var line = await db.BookLines.IgnoreQueryFilters().FirstAsync(l => l.Id == item.Before.Id, cancel);
        (line.Marks, line.DoubleMark) = (BookMarks.Merge(line.Marks, item.Marks), item.DoubleMark);
        db.Trace(petition, actor, now, new Act("import-correct", "更正(导入)", today)
        {
            From = from.ToString(),
            To = petition.State.ToString(),
            Reason = $"{PetitionLine.Title}第{item.Line.Row.Number}行更正：{string.Join("、", item.Headings)}",
            TableVersion = petition.TableVersion,
            IsConfidential = petition.IsConfidential,
        });
        await IndexAsync(petition);
    }

    private Petition Blank(PetitionLine line) => new()
    {
        Id = Guid.NewGuid(),
        Number = line.Number,
        Version = 1,
        Channel = line.Channel,
        Source = PetitionSource.Direct,
        Purpose = line.Purpose,
        Kind = RegisterPetition.KindOf(line.Purpose),
        IsConfidential = line.IsAccusation,
        Title = "",
        ReceivedOn = line.RegisteredOn,
        RegisteredOn = line.RegisteredOn,
        RegisteredAt = now,
        RegisteredById = actor.UserId,
        RegisteredByName = actor.Name,
        ImportedFrom = PetitionLine.Book,
        TableVersion = PetitionWorkflow.Engine.Version,
    };

    private void Fill(Petition petition, PetitionLine line)
    {
        var hidden = petition.IsConfidential;
        petition.Channel = line.Channel;
        petition.Source = line.Channel switch
        {
            Channel.Hotline => PetitionSource.Hotline,
            Channel.FromAbove => PetitionSource.OrderedFromAbove,
            _ => PetitionSource.Direct,
        };
        petition.Purpose = line.Purpose;
        petition.Kind = RegisterPetition.KindOf(line.Purpose);
        petition.Title = hidden ? "检举控告" : RegisterPetition.FirstWords(line.Summary);
        petition.Summary = hidden ? "" : line.Summary;
        petition.MainName = hidden ? "" : line.People.Count > 0 ? line.People[0] : "匿名";
        petition.CategoryId = line.CategoryId;
        petition.ReceivedOn = petition.RegisteredOn = line.RegisteredOn;
        petition.RegisteredByName = line.Registrar ?? actor.Name;
        petition.ReceivingLeader = line.Leader;
        petition.PeopleCount = Math.Max(line.PeopleCount, line.People.Count);
        petition.VisitorsCount = line.Channel == Channel.Visit ? petition.PeopleCount : null;
        petition.IsGroup = petition.VisitorsCount >= bureau.GroupFrom;
        petition.IsAnonymous = petition.AddressUnclear = line.IsAnonymous;
        petition.IsRepeat = line.IsRepeat;
        petition.IsFirstHere = !line.IsRepeat;
        petition.RelatedNumber = line.RelatedNumber;
        petition.Outcome = line.Outcome;
        petition.ThreeInPlace = line.ThreeInPlace;
        petition.Satisfaction = line.Satisfaction;
        petition.ReviewNote = hidden ? null : line.ReviewNote;
        petition.IsVoid = line.IsVoid;
        petition.ImportAs(line.State);
        FillHands(petition, line);
        FillDates(petition, line);
        CountDates(petition, line);
        QueryCode.Give(petition);
    }

    private void FillHands(Petition petition, PetitionLine line)
    {
        var department = line.Department is { } name ? departments.Find(d => d.Name == name && !d.IsSubordinate) : null;
        petition.DepartmentId = line.Department is null ? departments.Find(d => d.IsPetitionOffice)?.Id : department?.Id;
        petition.HandlerName = line.Handler;
        var named = line.Handler is { } handler ? accounts[handler].Where(a => department is not null && a.Department == department.Id).ToList() : [];
        petition.HandlerId = named.Count == 1 && !petition.IsConfidential ? named[0].Id : null;
        var note = new List<string>();
        if (line.Note is { } own)
        {
            note.Add(own);
        }

        if (line.Department is { } unknown && department is null)
        {
            note.Add($"承办科室：{unknown}");
        }

        petition.Note = petition.IsConfidential || note.Count == 0 ? null : string.Join("；", note);
    }

    // The book knows one date of notice: it is the day of acceptance too. Without it the limit runs from registration.
    private static void FillDates(Petition petition, PetitionLine line)
    {
        var declined = line.State == PetitionState.NotAccepted;
        petition.NoticeOn = line.NoticeOn;
        petition.AcceptedOn = declined || line.State == PetitionState.Registered ? null : line.NoticeOn ?? (line.IsAccepted == true ? line.RegisteredOn : null);
        petition.EndedOn = line.AnsweredOn ?? (declined ? line.NoticeOn : null);
        petition.SignedOn = declined ? null : line.AnsweredOn;
    }

    private void CountDates(Petition petition, PetitionLine line)
    {
        (petition.ExtensionDays, petition.ExtensionApprovedOn) = (null, null);
        Count(petition);
        if (line.ExtensionOn is { } approved)
        {
            var before = line.DueOn ?? petition.Clocks.FirstOrDefault(c => c.Id == ClockId.C3)?.Dates.Raw;
            if (line.ExtendedTo is { } to && before is { } due && to.DayNumber - due.DayNumber is >= 1 and <= 30 and var days)
            {
                (petition.ExtensionDays, petition.ExtensionApprovedOn) = (days, approved);
                TryExtension(petition);
            }

            if (petition.ExtensionDays is null && !petition.IsConfidential)
            {
                var told = string.Create(CultureInfo.InvariantCulture, $"延期批准日期：{approved:yyyy-MM-dd}，延期后期限：{line.ExtendedTo:yyyy-MM-dd}");
                petition.Note = petition.Note is null ? told : $"{petition.Note}；{told}";
            }
        }

        petition.BookDueOn = line.DueOn != petition.HandleDueOn ? line.DueOn : null;
    }

    // An extension that the regulation does not know is told in the note, not counted.
    private void TryExtension(Petition petition)
    {
        try
        {
            Count(petition);
            if (petition.ExtendedDueOn is not null)
            {
                return;
            }
        }
        catch (RefusedException)
        {
        }

        (petition.ExtensionDays, petition.ExtensionApprovedOn) = (null, null);
        Count(petition);
    }

    private void Count(Petition petition)
    {
        petition.Clocks = CountClocks.Of(petition, calendar, bureau.Clocks, today);
        CountClocks.Cache(petition);
    }

    private async Task FillPeopleAsync(Petition petition, PetitionLine line)
    {
        for (var i = 0; i < Math.Max(line.People.Count, petition.Petitioners.Count); i++)
        {
            if (i >= line.People.Count)
            {
                db.Remove(petition.Petitioners[i]);
                continue;
            }

            var isNew = i >= petition.Petitioners.Count;
            var petitioner = isNew ? new Petitioner { Id = Guid.NewGuid(), PetitionId = petition.Id, Position = i + 1 } : petition.Petitioners[i];
            if (isNew)
            {
                petition.Petitioners.Add(petitioner);
                if (db.Entry(petition).State != EntityState.Detached)
                {
                    db.Add(petitioner);
                }
            }

            await FillPersonAsync(petition, petitioner, line.People[i], i == 0 ? line.Phone : null);
        }
    }

    private async Task FillPersonAsync(Petition petition, Petitioner petitioner, string name, string? phone)
    {
        var findable = !petition.IsConfidential;
        petitioner.Name = findable ? name : "";
        petitioner.NameId = findable ? null : await tools.Values.ReplaceAsync(petitioner.NameId, Petition.Kinds, petition.Id, ProtectedField.ReporterName, name, cancel, isFindable: false);
        petitioner.PhoneId = await tools.Values.ReplaceAsync(petitioner.PhoneId, Petition.Kinds, petition.Id, ProtectedField.Phone, phone, cancel, findable);
    }

    private async Task FillTextAsync(Petition petition, PetitionLine line)
    {
        if (petition.IsConfidential)
        {
            await tools.Sealing.ExecuteAsync(petition, new SealedText
            {
                Title = RegisterPetition.FirstWords(line.Summary),
                Summary = line.Summary,
                Note = line.Note,
                Process = line.ReviewNote is null ? null : $"复查(复核)情况：{line.ReviewNote}",
            }, cancel);
        }
        else if (petition.Demands.Count == 0)
        {
            petition.Demands.Add(new DemandItem { Id = Guid.NewGuid(), PetitionId = petition.Id, Position = 1, Text = line.Summary });
        }
        else
        {
            petition.Demands[0].Text = line.Summary;
        }
    }

    private Task IndexAsync(Petition petition) =>
        petition.IsConfidential ? Task.CompletedTask : tools.Search.PutAsync(Petition.Kinds, petition.Id, PetitionSearch.TextOf(petition), cancel);

    /// <summary>内容分类 by name, and by 上级/名称 where a name stands twice.</summary>
    private async Task<ILookup<string, string>> CategoriesAsync()
    {
        var codes = await db.Codes.AsNoTracking().Where(c => c.List == CodeList.Category && !c.IsClosed).ToListAsync(cancel);
        var names = codes.ToDictionary(c => c.Id, c => c.Name, StringComparer.Ordinal);
        return codes.SelectMany(c => new[] { (Name: c.Name, c.Id) }.Concat(c.ParentId is { } parent && names.TryGetValue(parent, out var above) ? [(Name: $"{above}/{c.Name}", c.Id)] : []))
            .ToLookup(c => c.Name, c => c.Id, StringComparer.Ordinal);
    }

    private async Task<Dictionary<string, BookLine>> KnownAsync(string[] numbers)
    {
        var known = new Dictionary<string, BookLine>(StringComparer.Ordinal);
        foreach (var chunk in numbers.Chunk(500))
        {
            // Whoever imported them: the same file again must change nothing.
            foreach (var line in await db.BookLines.IgnoreQueryFilters().AsNoTracking().Where(l => l.Book == PetitionLine.Book && chunk.Contains(l.Number)).ToListAsync(cancel))
            {
                known.Add(line.Number, line);
            }
        }

        return known;
    }

    private async Task<Dictionary<string, Existing>> RecordsAsync(string[] numbers)
    {
        var records = new Dictionary<string, Existing>(StringComparer.Ordinal);
        foreach (var chunk in numbers.Chunk(500))
        {
            foreach (var record in await db.Petitions.IgnoreQueryFilters().Where(p => chunk.Contains(p.Number)).Select(p => new Existing(p.Id, p.Number, p.IsConfidential, p.ImportedFrom)).ToListAsync(cancel))
            {
                records.Add(record.Number, record);
            }
        }

        return records;
    }

    private async Task<Dictionary<string, string>> EarlierAsync(string[] doubleMarks)
    {
        var earlier = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var chunk in doubleMarks.Chunk(500))
        {
            foreach (var line in await db.BookLines.IgnoreQueryFilters().AsNoTracking().Where(l => l.Book == PetitionLine.Book && l.DoubleMark != null && chunk.Contains(l.DoubleMark)).OrderBy(l => l.Number).ToListAsync(cancel))
            {
                earlier.TryAdd(line.DoubleMark!, line.Number);
            }
        }

        return earlier;
    }

    private Task<bool> MayKnowAsync(Guid id) =>
        db.Petitions.IgnoreQueryFilters().AnyAsync(p => p.Id == id && (p.RegisteredById == actor.UserId || p.Readers.Any(r => r.UserId == actor.UserId)), cancel);

    private Task<bool> HasMovedOnAsync(Guid id) =>
        db.Events.IgnoreQueryFilters().AnyAsync(e => e.RecordKind == Petition.Kinds && e.RecordId == id && !e.Step.StartsWith("import-") && e.Step != "recompute-clocks", cancel);

    /// <summary>What the rows become, once they were read and compared.</summary>
    private sealed record New(PetitionLine Line, string Marks, string? DoubleMark, string? DoubleOf);

    private sealed record Changed(PetitionLine Line, BookLine Before, string Marks, string? DoubleMark, IReadOnlyList<string> Headings);

    private sealed record Existing(Guid Id, string Number, bool IsConfidential, string? ImportedFrom);
}
