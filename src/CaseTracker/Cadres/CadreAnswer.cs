using CaseTracker.People;
using CaseTracker.Workflow;

namespace CaseTracker.Cadres;

/// <summary>A person of the roster as API and command line tell it: numbers and addresses masked, health for whoever may read it.</summary>
public sealed record CadreAnswer(string PersonNumber, string Name, string? FormerNames, CadreState State, string StateName, bool InCare, Sex Sex, DateOnly? BirthOn, int? Age, string? IdNumber, CadreGrade? Grade, Level? Level, string? OldUnit, string? OldPost,
    DateOnly? HandedOverOn, string? Basis, LivingArrangement? Living, Residence? Residence, HardshipKind? Hardship, string? Phone, string? Address, string? Health, string? SpouseName, SpouseState? SpouseState, string? EmergencyContact, string? EmergencyRelation,
    string? EmergencyPhone, IReadOnlyList<string> Marks, string? KeptNumber, DateOnly? ReportedDeathOn, DateOnly? PensionStoppedOn, string? Survivor, IReadOnlyList<string> Awaits, int Version, IReadOnlyList<CadreAnswer.Status> Statuses,
    IReadOnlyList<CadreAnswer.Double> Doubles, IReadOnlyList<CadreAnswer.Step> Steps, IReadOnlyList<CadreAnswer.Happened> Timeline)
{
    /// <param name="RetractedAt">UTC; when it turned out to be wrong.</param>
    public sealed record Status(CadreStatusKind Kind, string Name, DateOnly From, DateOnly RegisteredOn, DateTime? RetractedAt);

    public sealed record Double(string PersonNumber, string Name, string Why);

    public sealed record Step(string Id, string Name, Access Access, IReadOnlyList<Reason> Reasons);

    public sealed record Happened(DateOnly On, string Name, string By, string? Reason);

    public static CadreAnswer Of(GetCadre.Details shown)
    {
        var c = shown.Cadre;
        return new(c.PersonNumber, c.Name, c.FormerNames, c.State, c.State.Display(), shown.InCare, c.Sex, c.BirthOn, shown.Age, shown.Text(c.IdNumberId), shown.Grade, shown.Grade?.Level(), c.OldUnit, c.OldPost,
            c.HandoverOn, c.Basis, c.Living, c.Residence, c.Hardship, shown.Text(c.PhoneId), shown.Text(c.AddressId), shown.Text(c.HealthId), c.SpouseName, c.SpouseState, c.EmergencyContact, c.EmergencyRelation,
            shown.Text(c.EmergencyPhoneId), [.. shown.Marks.Select(m => m.Display())], shown.KeptNumber, c.ReportedDeathOn, c.PensionStoppedOn, c.Survivor, [.. shown.Approvals.SelectMany(a => a.Awaits).Select(r => r.Display())], c.Version,
            [.. shown.Statuses.Select(s => new Status(s.Kind, s.Kind.Display(), s.From, s.RegisteredOn, s.RetractedAt))],
            [.. shown.Doubles.Select(d => new Double(d.Number, d.Name, d.Why))],
            [.. shown.Steps.Where(s => s.Row is not null).Select(s => new Step(s.Step.Kebab(), s.Step.Display(), s.Access, s.Reasons))],
            [.. shown.Events.Select(e => new Happened(e.HappenedOn, e.StepName, e.ActorName, e.Reason))]);
    }
}
