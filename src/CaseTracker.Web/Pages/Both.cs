namespace CaseTracker.Web.Pages;

/// <summary>One field that two people have changed at the same time, for <c>_Differences</c>: as it was when the form was opened, as the other one saved it, as it was typed.</summary>
public sealed record Both(string Label, string Before, string Now, string Typed);
