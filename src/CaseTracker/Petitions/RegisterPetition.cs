using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.People;
using CaseTracker.Search;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Petitions;

/// <summary>
/// 登记 (条例第二十一条): every petition is registered at once, whether or not it will be accepted. Gives the number, starts C1.
/// A 检举控告 is sealed from the first moment: own series, named readers, no person, no word in the index.
/// </summary>
public sealed class RegisterPetition(CaseDb db, OfficeClock clock, ProtectedValues values, KeepPerson persons, SearchIndex search, CountClocks clocks, SealAccusation sealing)
{
    /// <summary>条例第二十条: 推选的代表不得超过5人.</summary>
    public const int MostRepresentatives = 5;

    public sealed record Command
    {
        [Display(Name = "信访形式")]
        public Channel Channel { get; init; } = Channel.Visit;

        [Display(Name = "信访来源")]
        public PetitionSource Source { get; init; } = PetitionSource.Direct;

        [Display(Name = "信访目的"), Required(ErrorMessage = "请选择{0}")]
        public Purpose? Purpose { get; init; }

        [Display(Name = "收到日期")]
        public DateOnly? ReceivedOn { get; init; }

        [Display(Name = "补录理由"), StringLength(200)]
        public string? LateEntryReason { get; init; }

        [Display(Name = "信访日期")]
        public DateOnly? PetitionedOn { get; init; }

        [Display(Name = "邮戳日期")]
        public DateOnly? PostmarkedOn { get; init; }

        [Display(Name = "来文单位"), StringLength(100)]
        public string? SourceOrgan { get; init; }

        [Display(Name = "来文号"), StringLength(60)]
        public string? SourceNumber { get; init; }

        [Display(Name = "转(交)办日期")]
        public DateOnly? SourceOn { get; init; }

        [Display(Name = "指定办理期限")]
        public DateOnly? OrderDueOn { get; init; }

        [Display(Name = "信访件编号"), StringLength(38)]
        public string? ExternalNumber { get; init; }

        [Display(Name = "信访人数"), Range(1, 999_999)]
        public int PeopleCount { get; init; } = 1;

        [Display(Name = "涉及人数"), Range(1, 999_999)]
        public int? AffectedCount { get; init; }

        [Display(Name = "实际来访人数"), Range(1, 999_999)]
        public int? VisitorsCount { get; init; }

        [Display(Name = "匿名")]
        public bool IsAnonymous { get; init; }

        [Display(Name = "住址不清")]
        public bool AddressUnclear { get; init; }

        [Display(Name = "联名")]
        public bool IsJoint { get; init; }

        [Display(Name = "扬言")]
        public bool IsThreat { get; init; }

        [Display(Name = "涉法涉诉")]
        public bool IsLitigation { get; init; }

        [Display(Name = "积案")]
        public bool IsBacklog { get; init; }

        [Display(Name = "涉企")]
        public bool ConcernsEnterprise { get; init; }

        [Display(Name = "依法逐级走访")]
        public bool StepByStep { get; init; } = true;

        [Display(Name = "到访层级")]
        public VisitLevel? VisitLevel { get; init; }

        [Display(Name = "标题"), StringLength(100)]
        public string? Title { get; init; }

        [Display(Name = "概况信息"), Required, StringLength(4000), DataType(DataType.MultilineText)]
        public string Summary { get; init; } = "";

        [Display(Name = "诉求"), StringLength(4000), DataType(DataType.MultilineText)]
        public string? Demands { get; init; }

        [Display(Name = "事实与理由"), StringLength(4000), DataType(DataType.MultilineText)]
        public string? Facts { get; init; }

        [Display(Name = "信访过程"), StringLength(4000), DataType(DataType.MultilineText)]
        public string? Process { get; init; }

        /// <summary>被反映人或单位, for a 检举控告.</summary>
        [Display(Name = "被反映人或单位"), StringLength(200)]
        public string? Accused { get; init; }

        [Display(Name = "内容分类"), StringLength(12)]
        public string? CategoryId { get; init; }

        [Display(Name = "问题属地"), StringLength(12)]
        public string? PlaceId { get; init; }

        [Display(Name = "信访原因"), StringLength(12)]
        public string? CauseId { get; init; }

        [Display(Name = "问题发生时间")]
        public DateOnly? ProblemOn { get; init; }

        /// <summary>Number of the case it repeats, decided by the clerk (同人+同事); null for a 初次信访.</summary>
        [Display(Name = "重复件编号"), StringLength(40)]
        public string? RelatedNumber { get; init; }

        [Display(Name = "认定重复的理由"), StringLength(200)]
        public string? RepeatNote { get; init; }

        [Display(Name = "备注"), StringLength(500), DataType(DataType.MultilineText)]
        public string? Note { get; init; }

        public Guid? ReceptionId { get; init; }

        /// <summary>Key of the form, so that a second click makes no second case.</summary>
        public Guid? RequestId { get; init; }

        public IReadOnlyList<PetitionerInput> Petitioners { get; init; } = new List<PetitionerInput>(); // a list, not []: a form is bound into it
    }

    /// <summary>信访人 as typed; the numbers are protected the moment they arrive.</summary>
    public sealed record PetitionerInput
    {
        [Display(Name = "姓名(名称)"), StringLength(100)]
        public string? Name { get; init; }

        [Display(Name = "单位或组织")]
        public bool IsOrganisation { get; init; }

        [Display(Name = "代表")]
        public bool IsRepresentative { get; init; }

        [Display(Name = "代理人")]
        public bool IsAgent { get; init; }

        [Display(Name = "委托人"), StringLength(100)]
        public string? Principal { get; init; }

        [Display(Name = "性别")]
        public Sex Sex { get; init; }

        [Display(Name = "出生日期")]
        public DateOnly? BirthOn { get; init; }

        [Display(Name = "证件号码"), StringLength(40)]
        public string? IdNumber { get; init; }

        [Display(Name = "电话"), StringLength(60)]
        public string? Phone { get; init; }

        [Display(Name = "住址"), StringLength(200)]
        public string? Address { get; init; }

        [Display(Name = "工作单位"), StringLength(200)]
        public string? WorkUnit { get; init; }

        [Display(Name = "身份"), StringLength(40)]
        public string? Identity { get; init; }

        /// <summary>The known person the clerk chose.</summary>
        public Guid? PersonId { get; init; }

        internal bool IsEmpty => string.IsNullOrWhiteSpace(Name) && string.IsNullOrWhiteSpace(IdNumber) && string.IsNullOrWhiteSpace(Phone) && string.IsNullOrWhiteSpace(Address);
    }

    /// <summary>What the desk is told: the number, and what was doubtful but not refused.</summary>
    public sealed record Registered(Guid Id, string Number, IReadOnlyList<string> Warnings);

    public Task<Registered> ExecuteAsync(Command command, Actor actor, CancellationToken cancel) =>
        db.WriteOnceAsync(command.RequestId, actor.UserId, "register-petition", clock.Now, () => RegisterAsync(command, actor, cancel), cancel);

    /// <summary>The same within a write that is already running.</summary>
    internal async Task<Registered> RegisterAsync(Command command, Actor actor, CancellationToken cancel)
    {
        var bureau = await db.BureauAsync(cancel);
        var received = command.ReceivedOn ?? clock.Today;
        var people = command.Petitioners.Where(p => !p.IsEmpty).ToList();
        Check(command, people, received);
        await CheckCodesAsync(command, cancel);
        var related = await RelatedAsync(command, cancel);

        var hidden = command.Purpose == Purpose.Accuse;
        var petition = new Petition
        {
            Id = Guid.NewGuid(),
            Number = await NumberAsync(hidden, bureau, cancel),
            Version = 1,
            Channel = command.Channel,
            Source = command.Source,
            Purpose = command.Purpose!.Value,
            Kind = KindOf(command.Purpose.Value),
            IsConfidential = hidden,
            Title = hidden ? "检举控告" : TitleOf(command),
            Summary = hidden ? "" : command.Summary.Trim(),
            Facts = hidden ? null : Inputs.Tidy(command.Facts),
            Process = hidden ? null : Inputs.Tidy(command.Process),
            CategoryId = command.CategoryId,
            PlaceId = command.PlaceId,
            CauseId = command.CauseId,
            ProblemOn = command.ProblemOn,
            PetitionedOn = command.PetitionedOn,
            ReceivedOn = received,
            PostmarkedOn = command.PostmarkedOn,
            RegisteredOn = clock.Today,
            RegisteredAt = clock.Now,
            RegisteredById = actor.UserId,
            RegisteredByName = actor.Name,
            LateEntryReason = Inputs.Tidy(command.LateEntryReason),
            SourceOrgan = Inputs.Tidy(command.SourceOrgan),
            SourceNumber = Inputs.Tidy(command.SourceNumber),
            SourceOn = command.SourceOn,
            OrderDueOn = command.OrderDueOn,
            ExternalNumber = Inputs.Tidy(command.ExternalNumber),
            ReceptionId = command.ReceptionId,
            PeopleCount = Math.Max(command.PeopleCount, people.Count),
            AffectedCount = command.AffectedCount,
            VisitorsCount = command.Channel == Channel.Visit ? command.VisitorsCount ?? command.PeopleCount : null,
            IsGroup = command.Channel == Channel.Visit && (command.VisitorsCount ?? command.PeopleCount) >= bureau.GroupFrom,
            IsJoint = command.IsJoint,
            IsAnonymous = command.IsAnonymous,
            AddressUnclear = command.IsAnonymous || command.AddressUnclear,
            IsThreat = command.IsThreat,
            IsLitigation = command.IsLitigation,
            IsBacklog = command.IsBacklog,
            ConcernsEnterprise = command.ConcernsEnterprise,
            StepByStep = command.Channel == Channel.Visit ? command.StepByStep : null,
            VisitLevel = command.VisitLevel,
            IsFirstHere = related is null,
            IsRepeat = related is not null,
            RelatedNumber = related,
            RepeatNote = hidden ? null : Inputs.Tidy(command.RepeatNote),
            MainName = hidden ? "" : people.Count > 0 ? PersonName.Clean(people[0].Name ?? "") : "匿名",
            Note = hidden ? null : Inputs.Tidy(command.Note),
            DepartmentId = await db.Departments.Where(d => d.IsPetitionOffice && !d.IsClosed).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(cancel),
        };
        QueryCode.Give(petition);
        db.Opened.Add(petition.Id);
        var warnings = new List<string>();
        foreach (var (person, position) in people.Select((p, i) => (p, i + 1)))
        {
            petition.Petitioners.Add(await PetitionerAsync(petition, person, position, actor, warnings, cancel));
        }

        petition.Demands.AddRange(DemandsOf(petition, command));
        if (hidden)
        {
            await SealAsync(petition, command, cancel);
        }

        var taken = PetitionWorkflow.Engine.Take(petition, PetitionStep.Register, StepData.Empty, actor, clock.Today);
        petition.TableVersion = PetitionWorkflow.Engine.Version;
        await clocks.RefreshAsync(petition, cancel);
        db.Add(petition);
        db.Trace(petition, actor, clock.Now, new Act(PetitionStep.Register.Kebab(), PetitionStep.Register.Display(), received)
        {
            From = PetitionState.Draft.ToString(),
            To = petition.State.ToString(),
            Article = taken.Row.Article,
            TableVersion = petition.TableVersion,
            Hat = taken.Hat,
            IsConfidential = hidden,
            Reason = petition.LateEntryReason,
        });
        if (!hidden)
        {
            await search.PutAsync(Petition.Kinds, petition.Id, PetitionSearch.TextOf(petition), cancel);
        }

        return new Registered(petition.Id, petition.Number, warnings);
    }

    /// <summary>The number of the year of registration, drawn in this transaction.</summary>
    private async Task<string> NumberAsync(bool hidden, BureauSettings bureau, CancellationToken cancel)
    {
        var series = hidden ? "XFJ" : "XF";
        return $"{series}{bureau.DistrictCode}{clock.Today.Year}{await db.NextNumberAsync(series, clock.Today.Year, cancel):00000}";
    }

    private void Check(Command command, List<PetitionerInput> people, DateOnly received)
    {
        Inputs.Demand(command);
        var faults = new List<Reason>();
        Refuse(received > clock.Today, nameof(Command.ReceivedOn), "收到日期不得晚于今天");
        Refuse(command.PetitionedOn > received, nameof(Command.PetitionedOn), "信访日期不得晚于收到日期");
        Refuse(command.PostmarkedOn > received, nameof(Command.PostmarkedOn), "邮戳日期不得晚于收到日期");
        Refuse(command.SourceOn > received, nameof(Command.SourceOn), "转(交)办日期不得晚于收到日期");
        Refuse(command.ProblemOn > clock.Today, nameof(Command.ProblemOn), "问题发生时间不得晚于今天");
        Refuse(received < clock.Today && string.IsNullOrWhiteSpace(command.LateEntryReason) && command.Channel == Channel.Visit, nameof(Command.LateEntryReason), "来访不是今天的，请填写补录理由");
        Refuse(people.Count == 0 && !command.IsAnonymous, "Petitioners[0].Name", "请填写信访人姓名；信访人不愿具名的，请勾选匿名");
        Refuse(people.Count(p => p.IsRepresentative) > MostRepresentatives && command.Channel == Channel.Visit, "Petitioners", $"多人走访应当推选代表，代表不得超过{MostRepresentatives}人", "第二十条");
        Refuse(command.Source != PetitionSource.Direct && command.Source != PetitionSource.Other && string.IsNullOrWhiteSpace(command.SourceOrgan), nameof(Command.SourceOrgan), "不是直接提出的，请填写来文单位");
        foreach (var (person, i) in command.Petitioners.Select((p, i) => (p, i)).Where(p => !p.p.IsEmpty))
        {
            Refuse(string.IsNullOrWhiteSpace(person.Name) && !command.IsAnonymous, $"Petitioners[{i}].Name", "请填写姓名(名称)");
            Refuse(string.IsNullOrWhiteSpace(person.Address) && i == 0 && !command.IsAnonymous && !command.AddressUnclear, $"Petitioners[{i}].Address", "请填写住址；住址不清的，请勾选住址不清");
            Refuse(person.BirthOn > clock.Today, $"Petitioners[{i}].BirthOn", "出生日期不得晚于今天");
            Refuse(person.IsAgent && string.IsNullOrWhiteSpace(person.Principal), $"Petitioners[{i}].Principal", "代理人应当写明委托人");
        }

        if (faults.Count > 0)
        {
            throw new RefusedException(faults);
        }

        void Refuse(bool wrong, string field, string text, string? article = null)
        {
            if (wrong)
            {
                faults.Add(new Reason(text, article, Field: field));
            }
        }
    }

    private async Task CheckCodesAsync(Command command, CancellationToken cancel)
    {
        var faults = new List<Reason>();
        foreach (var (list, id, field, required) in new[]
        {
            (CodeList.Category, command.CategoryId, nameof(Command.CategoryId), true),
            (CodeList.Place, command.PlaceId, nameof(Command.PlaceId), true),
            (CodeList.Cause, command.CauseId, nameof(Command.CauseId), false),
        })
        {
            if (string.IsNullOrEmpty(id))
            {
                if (required)
                {
                    faults.Add(new Reason($"请选择{list.Display()}", Field: field));
                }
            }
            else if (!await db.Codes.AnyAsync(c => c.List == list && c.Id == id && !c.IsClosed, cancel))
            {
                faults.Add(new Reason($"{list.Display()}中没有代码“{id}”，请重新选择", Field: field));
            }
        }

        if (faults.Count > 0)
        {
            throw new RefusedException(faults);
        }
    }

    private async Task<string?> RelatedAsync(Command command, CancellationToken cancel)
    {
        var number = Inputs.Tidy(command.RelatedNumber);
        return number is null || await db.Petitions.AnyAsync(p => p.Number == number && !p.IsConfidential, cancel)
            ? number
            : throw RefusedException.At(nameof(Command.RelatedNumber), $"没有编号为“{number}”的信访事项，请核对");
    }

    private async Task<Petitioner> PetitionerAsync(Petition petition, PetitionerInput typed, int position, Actor actor, List<string> warnings, CancellationToken cancel)
    {
        var id = Guid.NewGuid();
        var findable = !petition.IsConfidential;
        var name = PersonName.Clean(typed.Name ?? "");
        var idWarnings = IdWarnings(typed, petition.ReceivedOn);
        warnings.AddRange(idWarnings.Select(w => $"{(name.Length > 0 ? name : "信访人")}：{w}"));
        return new Petitioner
        {
            Id = id,
            PetitionId = petition.Id,
            Position = position,
            Name = findable ? name : "",
            NameId = findable || name.Length == 0 ? null : values.Keep(Petition.Kinds, petition.Id, ProtectedField.ReporterName, name, isFindable: false),
            IsOrganisation = typed.IsOrganisation,
            IsRepresentative = typed.IsRepresentative,
            IsAgent = typed.IsAgent,
            Principal = findable ? Inputs.Tidy(typed.Principal) : null,
            Sex = typed.Sex,
            BirthOn = typed.BirthOn,
            IdNumberId = Keep(ProtectedField.IdNumber, typed.IdNumber),
            IdToCheck = idWarnings.Count > 0,
            PhoneId = Keep(ProtectedField.Phone, typed.Phone),
            AddressId = Keep(ProtectedField.Address, typed.Address),
            WorkUnit = findable ? Inputs.Tidy(typed.WorkUnit) : null,
            Identity = findable ? Inputs.Tidy(typed.Identity) : null,
            PersonId = findable && !typed.IsOrganisation && name.Length > 0 ? await persons.ExecuteAsync(new KeepPerson.Command
            {
                PersonId = typed.PersonId,
                Name = name,
                Sex = typed.Sex,
                BirthOn = typed.BirthOn,
                IdNumber = Inputs.Tidy(typed.IdNumber),
                Phone = Inputs.Tidy(typed.Phone),
                Address = Inputs.Tidy(typed.Address),
                WorkUnit = Inputs.Tidy(typed.WorkUnit),
            }, actor, cancel) : null,
        };

        Guid? Keep(ProtectedField field, string? text) => string.IsNullOrWhiteSpace(text) ? null : values.Keep(Petition.Kinds, petition.Id, field, text.Trim(), findable);
    }

    private static IReadOnlyList<string> IdWarnings(PetitionerInput typed, DateOnly onDay)
    {
        if (string.IsNullOrWhiteSpace(typed.IdNumber))
        {
            return [];
        }

        return typed.IsOrganisation ? CreditCode.Read(typed.IdNumber).Warnings : IdentityNumber.Read(typed.IdNumber, onDay).Warnings;
    }

    private Task SealAsync(Petition petition, Command command, CancellationToken cancel) => sealing.ExecuteAsync(petition, new SealedText
    {
        Title = TitleOf(command),
        Summary = command.Summary.Trim(),
        Demands = Inputs.Tidy(command.Demands),
        Facts = Inputs.Tidy(command.Facts),
        Process = Inputs.Tidy(command.Process),
        Accused = Inputs.Tidy(command.Accused),
        Note = Inputs.Tidy(command.Note),
        RepeatNote = Inputs.Tidy(command.RepeatNote),
    }, cancel);

    private static IEnumerable<DemandItem> DemandsOf(Petition petition, Command command) => petition.IsConfidential
        ? []
        : (Inputs.Tidy(command.Demands)?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
            .DefaultIfEmpty(command.Summary.Trim())
            .Select((text, i) => new DemandItem { Id = Guid.NewGuid(), PetitionId = petition.Id, Position = i + 1, Text = text });

    private static string TitleOf(Command command) => Inputs.Tidy(command.Title) ?? FirstWords(command.Summary.Trim());

    /// <summary>A title made of the first words of a summary.</summary>
    internal static string FirstWords(string text)
    {
        var line = text.Split('\n')[0].Trim();
        var runes = line.EnumerateRunes().ToList();
        return runes.Count <= 30 ? line : string.Concat(runes.Take(30)) + "…";
    }

    internal static PetitionKind KindOf(Purpose purpose) => purpose switch
    {
        Petitions.Purpose.Resolve or Petitions.Purpose.Appeal => PetitionKind.Claim,
        Petitions.Purpose.Suggest => PetitionKind.Suggestion,
        Petitions.Purpose.Accuse => PetitionKind.Accusation,
        Petitions.Purpose.Other => PetitionKind.Unsorted,
    };
}
