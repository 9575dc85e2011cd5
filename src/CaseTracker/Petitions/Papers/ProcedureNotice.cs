using CaseTracker.Documents;

namespace CaseTracker.Petitions.Papers;

/// <summary>程序性告知书 (条例第二十三条、第三十一条): which way the law provides for the matter, to whom it is to be taken, and within which limit. R4 and R5 bring the ordinary remedies with them.</summary>
internal sealed class ProcedureNotice : PetitionPaper
{
    public override IReadOnlyList<string> Names => ["程序性告知书", "分类处理告知书"];

    public override string? Series => "告";

    public override bool IsForPetitioner => true;

    protected override Paper Write(PaperFacts f, Wanted w)
    {
        var route = f.Data.Choice<Route>("route") ?? f.Petition.Route;
        var basis = w.Text(f.Text("basis") ?? f.Petition.Basis, "basis", "法律依据");
        var organ = w.Text(f.Text("organ"), "organ", "向哪个机关提出");
        var isOurs = organ == f.Organ || organ == f.Bureau.ShortName;
        return ToPetitioner(f, "信访事项程序性告知书",
        [
            Say($"{f.Came(w)}（编号{f.Petition.Number}）。"),
            .. DemandsOf(f, w, f.You + "的诉求"),
            Say(f.Step == PetitionStep.ReferOut
                ? $"经审查，该事项不属于本机关职权范围。依照{PaperWords.Bare(basis)}，应当由{organ}依法处理，请{f.You}向该机关提出。"
                : $"经审查，该事项应当通过{Procedure(f, w, route)}解决。依照{PaperWords.Bare(basis)}，{(isOurs ? "由本机关按照该途径的程序办理" : $"请{f.You}向{organ}提出")}，不适用信访程序。"),
            .. (f.Text("organContact") ?? (isOurs ? f.Contact(w) : null)) is { } contact ? new[] { Say($"该机关地址、电话：{PaperWords.Stop(contact)}") } : [],
            .. PaperWords.Paragraphs(f.Text("explanation")),
            Say(Remedy(route)),
            Say($"联系人及电话：{f.Contact(w)}。"),
        ]);
    }

    private static string Procedure(PaperFacts f, Wanted w, Route? route) => f.Text("procedure") is { } named
        ? $"{(route is { } known ? known.Display() : "其他法定途径")}（{f.ChoiceLabel("procedure") ?? named}）"
        : w.Text(route is { } r and not Route.R6 ? r.Display() : null, "route", "应适用的途径和程序");

    /// <summary>期限提示; the remedies of the procedure itself, never those of the petition procedure.</summary>
    private static string Remedy(Route? route) => route switch
    {
        Route.R1 => "请注意法律规定的起诉、上诉、申请行政复议、申请再审等期限，逾期可能丧失相应权利。",
        Route.R2 => "请注意法律规定的申请仲裁的时效期间，逾期可能丧失相应权利。",
        Route.R3 => "请按照党内法规规定的期限和程序提出。",
        Route.R4 => "请在法律规定的期限内提出。对有关行政机关按照该程序作出的行政行为不服的，可以依法自知道该行为之日起60日内申请行政复议，或者自知道该行为之日起六个月内提起行政诉讼；法律另有规定的从其规定。",
        Route.R5 => "行政机关自收到履行法定职责的申请之日起两个月内履行或者答复，法律、法规另有规定的从其规定。对处理结果不服或者逾期不履行的，可以依法申请行政复议或者提起行政诉讼。",
        Route.R6 or null => "请在法律、法规规定的期限内向有权处理的机关提出。",
    };
}
