using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CaseTracker.Accounts;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.People;

namespace CaseTracker.Cadres;

/// <summary>What one row of the roster says: the same fields for registration, correction and import.</summary>
public abstract record CadreFields
{
    [Display(Name = "人员编号"), Required, StringLength(30)] public string PersonNumber { get; init; } = "";

    [Display(Name = "姓名"), Required, StringLength(60)] public string Name { get; init; } = "";

    [Display(Name = "曾用名"), StringLength(100)] public string? FormerNames { get; init; }

    [Display(Name = "性别")] public Sex Sex { get; init; }

    [Display(Name = "出生日期")] public DateOnly? BirthOn { get; init; }

    [Display(Name = "身份证号"), StringLength(30)] public string? IdNumber { get; init; }

    [Display(Name = "原单位"), StringLength(100)] public string? OldUnit { get; init; }

    [Display(Name = "原职务"), StringLength(60)] public string? OldPost { get; init; }

    [Display(Name = "职级")] public CadreGrade? Grade { get; init; }

    /// <summary>From when the grade holds; without it from the day of handing over.</summary>
    [Display(Name = "职级起始日期")] public DateOnly? GradeFrom { get; init; }

    [Display(Name = "政治面貌")] public PoliticalStatus? PoliticalStatus { get; init; }

    [Display(Name = "党组织"), StringLength(60)] public string? PartyBranch { get; init; }

    /// <summary>1957-09 or 1957-09-01.</summary>
    [Display(Name = "参加工作时间"), StringLength(10)] public string? WorkedSince { get; init; }

    [Display(Name = "退休时间"), StringLength(10)] public string? RetiredSince { get; init; }

    [Display(Name = "缴费年限（月）"), Range(0, 900)] public int? ContributionMonths { get; init; }

    [Display(Name = "移交日期")] public DateOnly? HandedOverOn { get; init; }

    [Display(Name = "移交依据"), StringLength(200)] public string? Basis { get; init; }

    [Display(Name = "现住址"), StringLength(200)] public string? Address { get; init; }

    [Display(Name = "户籍地址"), StringLength(200)] public string? HomeAddress { get; init; }

    [Display(Name = "居住地类别")] public Residence? Residence { get; init; }

    [Display(Name = "居住情况")] public LivingArrangement? Living { get; init; }

    [Display(Name = "健康状况"), StringLength(200)] public string? Health { get; init; }

    [Display(Name = "优抚或困难类别")] public HardshipKind? Hardship { get; init; }

    [Display(Name = "联系电话"), StringLength(60)] public string? Phone { get; init; }

    [Display(Name = "配偶状况")] public SpouseState? SpouseState { get; init; }

    [Display(Name = "配偶姓名"), StringLength(60)] public string? SpouseName { get; init; }

    [Display(Name = "配偶电话"), StringLength(60)] public string? SpousePhone { get; init; }

    [Display(Name = "紧急联系人"), StringLength(60)] public string? EmergencyContact { get; init; }

    [Display(Name = "与本人关系"), StringLength(30)] public string? EmergencyRelation { get; init; }

    [Display(Name = "紧急联系电话"), StringLength(60)] public string? EmergencyPhone { get; init; }

    /// <summary>In yuan.</summary>
    [Display(Name = "月养老金")] public decimal? Pension { get; init; }

    /// <summary>In yuan.</summary>
    [Display(Name = "月补差标准")] public decimal? Allowance { get; init; }

    /// <summary>From when the two amounts hold; without it from the day of handing over, of a later change from today.</summary>
    [Display(Name = "金额起始日期")] public DateOnly? PayFrom { get; init; }

    [Display(Name = "发放渠道"), StringLength(60)] public string? PayChannel { get; init; }

    [Display(Name = "特长和公益活动"), StringLength(200)] public string? Talents { get; init; }

    [Display(Name = "重点关注"), StringLength(200)] public string? Focus { get; init; }

    [Display(Name = "去世日期")] public DateOnly? DiedOn { get; init; }

    [Display(Name = "转出日期")] public DateOnly? TransferredOutOn { get; init; }

    [Display(Name = "恢复日期")] public DateOnly? RestoredOn { get; init; }

    /// <summary>状态登记日期: when the last change of status was registered; without it now.</summary>
    [Display(Name = "状态登记日期")] public DateOnly? StatusRegisteredOn { get; init; }

    [Display(Name = "备注"), StringLength(1000), DataType(DataType.MultilineText)] public string? Note { get; init; }

    internal static void MayChange(Actor actor)
    {
        if (!actor.IsSystem && !actor.Has(Role.LC, Role.XF, Role.SH, Role.DG))
        {
            throw new RefusedException(new Reason("花名册由老干部服务专干、信访机构负责人或科长维护，请联系他们办理", LiftedBy: "老干部服务专干"));
        }
    }

    /// <summary>Every reason against the row at once.</summary>
    internal List<Reason> Reasons(DateOnly today)
    {
        List<Reason> reasons = [.. Inputs.Faults(this)];
        if (HandedOverOn is null)
        {
            reasons.Add(new("请填写移交日期", Field: nameof(HandedOverOn)));
        }

        if (Grade is null)
        {
            reasons.Add(new("请填写职级", Field: nameof(Grade)));
        }

        foreach (var (name, label, day) in Days())
        {
            if (day > today)
            {
                reasons.Add(new($"{label}不得晚于今天（{today:yyyy-MM-dd}），请核对", Field: name));
            }
            else if (day < HandedOverOn && name is nameof(TransferredOutOn) or nameof(RestoredOn))
            {
                reasons.Add(new($"{label}不得早于移交日期（{HandedOverOn:yyyy-MM-dd}），请核对", Field: name));
            }
        }

        if (RestoredOn is { } back && !(TransferredOutOn <= back))
        {
            reasons.Add(new("有恢复日期的，转出日期必须填写且不得晚于恢复日期，请核对", Field: nameof(RestoredOn)));
        }

        if (BirthOn >= HandedOverOn)
        {
            reasons.Add(new("出生日期应早于移交日期，请核对", Field: nameof(BirthOn)));
        }

        foreach (var (name, label, since) in new[] { (nameof(WorkedSince), "参加工作时间", WorkedSince), (nameof(RetiredSince), "退休时间", RetiredSince) })
        {
            if (Inputs.Tidy(since) is { } text && !DateOnly.TryParseExact(text, ["yyyy-MM", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                reasons.Add(new($"{label}应写作 1957-09 或 1957-09-01", Field: name));
            }
        }

        foreach (var (name, label, yuan) in new[] { (nameof(Pension), "月养老金", Pension), (nameof(Allowance), "月补差标准", Allowance) })
        {
            if (yuan is < 0 or > 1_000_000 || decimal.Round(yuan ?? 0, 2) != (yuan ?? 0))
            {
                reasons.Add(new($"{label}应为0至1000000元，最多两位小数，请核对", Field: name));
            }
        }

        return reasons;
    }

    /// <summary>The status facts that the row states.</summary>
    internal IEnumerable<(CadreStatusKind Kind, DateOnly From)> Statuses()
    {
        if (HandedOverOn is { } handed)
        {
            yield return (CadreStatusKind.HandedOver, handed);
        }

        if (DiedOn is { } died)
        {
            yield return (CadreStatusKind.Died, died);
        }

        if (TransferredOutOn is { } gone)
        {
            yield return (CadreStatusKind.TransferredOut, gone);
        }

        if (RestoredOn is { } back)
        {
            yield return (CadreStatusKind.Restored, back);
        }
    }

    /// <summary>The monthly amounts that the row states, in yuan.</summary>
    internal IEnumerable<(CadrePayKind Kind, decimal Yuan)> Pays()
    {
        if (Pension is { } pension)
        {
            yield return (CadrePayKind.Pension, pension);
        }

        if (Allowance is { } allowance)
        {
            yield return (CadrePayKind.Allowance, allowance);
        }
    }

    /// <summary>Puts everything but facts and protected values into the row.</summary>
    internal void Put(Cadre cadre, DateOnly today)
    {
        var number = IdNumber is null ? null : IdentityNumber.Read(IdNumber, today);
        cadre.PersonNumber = PersonNumber.Trim();
        cadre.Name = PersonName.Clean(Name);
        cadre.NameKey = PersonName.Key(Name);
        cadre.FormerNames = Inputs.Tidy(FormerNames);
        cadre.Sex = Sex == Sex.Unknown && number is { IsSound: true } ? number.Sex : Sex;
        cadre.BirthOn = BirthOn ?? (number is { IsSound: true } ? number.BirthOn : null);
        cadre.IsIdDoubtful = number is not null && (!number.IsSound || number.Against(BirthOn, Sex).Any());
        cadre.EmergencyContact = Inputs.Tidy(EmergencyContact);
        cadre.EmergencyRelation = Inputs.Tidy(EmergencyRelation);
        cadre.OldUnit = Inputs.Tidy(OldUnit);
        cadre.OldPost = Inputs.Tidy(OldPost);
        cadre.PoliticalStatus = PoliticalStatus;
        cadre.WorkedSince = Inputs.Tidy(WorkedSince);
        cadre.RetiredSince = Inputs.Tidy(RetiredSince);
        cadre.Basis = Inputs.Tidy(Basis);
        cadre.Living = Living;
        cadre.PartyBranch = Inputs.Tidy(PartyBranch);
        cadre.ContributionMonths = ContributionMonths;
        cadre.Residence = Residence;
        cadre.Hardship = Hardship;
        cadre.SpouseState = SpouseState;
        cadre.SpouseName = Inputs.Tidy(SpouseName);
        cadre.Talents = Inputs.Tidy(Talents);
        cadre.Note = Inputs.Tidy(Note);
    }

    internal async Task ProtectAsync(Cadre cadre, ProtectedValues values, CancellationToken cancel)
    {
        cadre.IdNumberId = await Keep(cadre.IdNumberId, ProtectedField.IdNumber, IdNumber);
        cadre.PhoneId = await Keep(cadre.PhoneId, ProtectedField.Phone, Phone);
        cadre.AddressId = await Keep(cadre.AddressId, ProtectedField.Address, Address);
        cadre.HomeAddressId = await Keep(cadre.HomeAddressId, ProtectedField.Address, HomeAddress, isFindable: false);
        cadre.SpousePhoneId = await Keep(cadre.SpousePhoneId, ProtectedField.Phone, SpousePhone, isFindable: false);
        cadre.EmergencyPhoneId = await Keep(cadre.EmergencyPhoneId, ProtectedField.Phone, EmergencyPhone, isFindable: false);
        cadre.HealthId = await Keep(cadre.HealthId, ProtectedField.HealthNote, Health);
        cadre.FocusId = await Keep(cadre.FocusId, ProtectedField.HealthNote, Focus);

        Task<Guid?> Keep(Guid? old, ProtectedField field, string? text, bool isFindable = true) =>
            values.ReplaceAsync(old, Cadre.Kind, cadre.Id, field, Inputs.Tidy(text), cancel, isFindable);
    }

    /// <summary>The instant from which a fact registered on a day was known: the beginning of that day, if it lies in the past.</summary>
    internal static DateTime KnownFrom(DateOnly? registeredOn, OfficeClock clock)
    {
        if (registeredOn is not { } day || day >= clock.Today)
        {
            return clock.Now;
        }

        var midnight = DateTime.SpecifyKind(day.ToDateTime(TimeOnly.MinValue), DateTimeKind.Utc);
        return DateTime.SpecifyKind(midnight - (clock.Local(midnight) - DateTime.SpecifyKind(midnight, DateTimeKind.Unspecified)), DateTimeKind.Utc);
    }

    private IEnumerable<(string Name, string Label, DateOnly? Day)> Days() =>
    [
        (nameof(BirthOn), "出生日期", BirthOn), (nameof(HandedOverOn), "移交日期", HandedOverOn), (nameof(GradeFrom), "职级起始日期", GradeFrom), (nameof(PayFrom), "金额起始日期", PayFrom), (nameof(DiedOn), "去世日期", DiedOn),
        (nameof(TransferredOutOn), "转出日期", TransferredOutOn), (nameof(RestoredOn), "恢复日期", RestoredOn), (nameof(StatusRegisteredOn), "状态登记日期", StatusRegisteredOn),
    ];
}
