using CaseTracker.Cadres;
using CaseTracker.Excel;
using CaseTracker.People;

namespace CaseTracker.Books;

/// <summary>One row of the book 花名册, read.</summary>
internal sealed record RosterLine(BookRow Row, RegisterCadre.Command Fields)
{
    public const string Book = "roster";

    public const string Title = "花名册";

    public static readonly string[] Headings =
    [
        "人员编号", "姓名", "性别", "出生日期", "身份证号", "原单位", "原职务", "职级", "政治面貌", "参加工作时间", "退休时间", "移交日期", "移交依据", "现住址", "居住情况", "健康状况", "联系电话", "紧急联系人", "与本人关系",
        "紧急联系电话", "月养老金(元)", "月补差标准(元)", "重点关注", "当前状态", "去世日期", "转出日期", "恢复日期", "状态登记日期", "备注",
    ];

    public static readonly string[] Required = ["人员编号", "姓名", "身份证号", "职级", "移交日期", "当前状态"];

    public static readonly HashSet<string> Dates = new(["出生日期", "参加工作时间", "退休时间", "移交日期", "去世日期", "转出日期", "恢复日期", "状态登记日期"], StringComparer.Ordinal);

    public static readonly BookShape Shape = new(Book, Title, Cadre.Kind, "人员编号", Headings, Required, Dates) { DoubleBy = "身份证号相同" };

    /// <summary>Columns whose content is not shown in a list of differences.</summary>
    public static readonly HashSet<string> Protected = new(["身份证号", "现住址", "健康状况", "联系电话", "紧急联系电话", "月养老金(元)", "月补差标准(元)", "重点关注"], StringComparer.Ordinal);

    private static readonly Dictionary<string, Sex> Sexes = new(StringComparer.Ordinal) { ["男"] = Sex.Male, ["女"] = Sex.Female };

    private static readonly Dictionary<string, CadreGrade> Grades = Words<CadreGrade>();

    private static readonly Dictionary<string, PoliticalStatus> Parties = Words<PoliticalStatus>();

    private static readonly Dictionary<string, LivingArrangement> Livings = Words<LivingArrangement>();

    private static readonly string[] HealthWords = ["良好", "一般", "慢性病", "重病", "失能"];

    private static readonly string[] FocusWords = ["80岁以上", "独居", "重病", "失能", "其他"];

    private static readonly string[] StateWords = ["在册", "去世", "转出"];

    public string Number => Fields.PersonNumber;

    /// <summary>身份证号 as compared; empty when none is written.</summary>
    public string IdKey => Fields.IdNumber is { } number ? Crypto.Normalised.IdNumber(number) : "";

    /// <summary>Reads a row; null with every reason where it must be refused.</summary>
    public static (RosterLine? Line, IReadOnlyList<Reason> Reasons) Read(BookRow row, DateOnly today)
    {
        var r = new RowReader(row);
        var idNumber = Null(r.Text("身份证号", 30));
        var fields = new RegisterCadre.Command
        {
            IsImported = true,
            PersonNumber = r.Text("人员编号", 30, required: true),
            Name = PersonName.Clean(r.Text("姓名", 60, required: true)),
            Sex = r.Word("性别", Sexes) ?? Sex.Unknown,
            BirthOn = BirthOf(r, row, idNumber, today),
            IdNumber = idNumber,
            OldUnit = Null(r.Text("原单位", 100)),
            OldPost = Null(r.Text("原职务", 60)),
            Grade = r.Word("职级", Grades, required: true),
            PoliticalStatus = r.Word("政治面貌", Parties),
            WorkedSince = MonthOf(r, row, "参加工作时间"),
            RetiredSince = MonthOf(r, row, "退休时间"),
            HandedOverOn = r.Date("移交日期", today, required: true),
            Basis = Null(r.Text("移交依据", 200)),
            Address = Null(r.Text("现住址", 200)),
            Living = r.Word("居住情况", Livings),
            Health = OneOf(r, row, "健康状况", HealthWords, many: false),
            Phone = Null(r.Text("联系电话", 60)),
            EmergencyContact = Null(r.Text("紧急联系人", 60)),
            EmergencyRelation = Null(r.Text("与本人关系", 30)),
            EmergencyPhone = Null(r.Text("紧急联系电话", 60)),
            Pension = r.Money("月养老金(元)"),
            Allowance = r.Money("月补差标准(元)"),
            Focus = OneOf(r, row, "重点关注", FocusWords, many: true),
            DiedOn = r.Date("去世日期", today),
            TransferredOutOn = r.Date("转出日期", today),
            RestoredOn = r.Date("恢复日期", today),
            StatusRegisteredOn = r.Date("状态登记日期", today),
            Note = Null(r.Text("备注", 1000)),
        };
        CheckState(r, OneOf(r, row, "当前状态", StateWords, many: false), fields);
        if (r.Reasons.Count == 0)
        {
            r.Reasons.AddRange(fields.Reasons(today));
        }

        return r.Reasons.Count > 0 ? (null, r.Reasons) : (new RosterLine(row, fields), []);
    }

    /// <summary>The same fields as a correction.</summary>
    public UpdateCadre.Command Update(Guid id, int version, string reason)
    {
        var update = new UpdateCadre.Command { Id = id, Version = version, Reason = reason, IsImported = true };
        foreach (var property in typeof(CadreFields).GetProperties())
        {
            property.SetValue(update, property.GetValue(Fields));
        }

        return update;
    }

    private static void CheckState(RowReader r, string? state, RegisterCadre.Command fields)
    {
        var died = fields.DiedOn is not null;
        var gone = fields.TransferredOutOn is not null && fields.RestoredOn is null;
        switch (state)
        {
            case "在册" when died || gone:
                r.Refuse("当前状态", $"当前状态写的是“在册”，却填了{(died ? "去世日期" : "转出日期而没有恢复日期")}，请核对");
                break;
            case "去世" when !died:
                r.Refuse("去世日期", "当前状态是“去世”的，请填写去世日期");
                break;
            case "转出" when !gone || died:
                r.Refuse("当前状态", "当前状态是“转出”的，应填写转出日期，不应有恢复日期或去世日期，请核对");
                break;
        }
    }

    // A month of birth is enough where a sound identity number says the day.
    private static DateOnly? BirthOf(RowReader r, BookRow row, string? idNumber, DateOnly today)
    {
        if (!BookDates.TryDate(row["出生日期"], out _) && BookDates.TryMonth(row["出生日期"], out var month)
            && idNumber is not null && IdentityNumber.Read(idNumber, today) is { IsSound: true, BirthOn: { } born } && (born.Year, born.Month) == (month.Year, month.Month))
        {
            return born;
        }

        return r.Date("出生日期", today);
    }

    private static string? MonthOf(RowReader r, BookRow row, string heading)
    {
        if (BookDates.TryDate(row[heading], out var day))
        {
            return $"{day:yyyy-MM-dd}";
        }

        if (BookDates.TryMonth(row[heading], out var month))
        {
            return $"{month:yyyy-MM}";
        }

        if (r.Has(heading))
        {
            r.Refuse(heading, $"{heading}“{RowReader.Short(row[heading])}”不是能认定的月份，请写成1957-09或1957年9月");
        }

        return null;
    }

    private static string? OneOf(RowReader r, BookRow row, string heading, string[] words, bool many)
    {
        var typed = many ? row[heading].Split(['、', ';', '；', '，', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : r.Has(heading) ? [row[heading]] : [];
        if (typed.FirstOrDefault(t => !words.Contains(t, StringComparer.Ordinal)) is { } unknown)
        {
            r.Refuse(heading, $"{heading}“{RowReader.Short(unknown)}”不是可用的词，请写成{string.Join("、", words)}{(many ? "，多项用、隔开" : "之一")}");
            return null;
        }

        return typed.Length == 0 ? null : string.Join('、', typed);
    }

    private static string? Null(string text) => text.Length == 0 ? null : text;

    private static Dictionary<string, T> Words<T>() where T : struct, Enum => Enum.GetValues<T>().ToDictionary(v => v.Display(), v => v, StringComparer.Ordinal);
}
