using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Xunit;

namespace CaseTracker.Tests;

/// <summary>The arrows between the folders, and which package may be used where.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string[][] Floors =
    [
        ["Calendar", "Accounts", "History", "Audit", "Excel", "Crypto", "Data"],
        ["Operations", "Bureau", "Attachments", "Drafts", "Search", "People", "Clocks", "Workflow"],
        ["Receptions", "Cadres", "Documents"],
        ["Petitions", "CareVisits", "Benefits", "Disputes", "ReceptionDays", "Governance"],
        ["Reports", "Books", "Handovers"],
        ["Demo"],
    ];

    private const int Features = 3;

    /// <summary>The acting person is a word that every folder speaks (decisions/one-library.md).</summary>
    private static readonly string[] ActingPerson = ["CaseTracker.Accounts.Actor", "CaseTracker.Accounts.Hat", "CaseTracker.Accounts.Role", "CaseTracker.Accounts.CurrentActor"];

    private static readonly Architecture Library = new ArchLoader().LoadAssembly(typeof(RefusedException).Assembly).Build();

    [Fact]
    public void An_arrow_points_to_a_lower_floor_or_along_the_order_of_its_own()
    {
        var wrong =
            from type in Library.Types
            let here = FolderOf(type.FullName)
            where here is not null
            from target in type.Dependencies.Select(d => d.Target.FullName).Distinct()
            let there = FolderOf(target)
            where there is not null && there != here && !Allowed(here, there) && !ActingPerson.Any(a => target == a || target.StartsWith(a + "+", StringComparison.Ordinal))
            select $"{type.FullName} → {target}";

        Assert.Empty(wrong.Distinct().Order());
    }

    [Fact]
    public void Every_folder_stands_on_a_floor()
    {
        var known = Floors.SelectMany(f => f).ToHashSet();

        var folders = Directory.GetDirectories(Path.Combine(Folders.Root, "src", "CaseTracker")).Select(d => Path.GetFileName(d)!).Where(d => d is not ("bin" or "obj"));

        Assert.Empty(folders.Where(f => !known.Contains(f)));
    }

    [Theory]
    [InlineData("Stateless.", "Workflow/")]
    [InlineData("NPOI.", "Excel/", "Documents/")]
    [InlineData("NPOI.SS", "Excel/")]
    [InlineData("NPOI.XSSF", "Excel/")]
    [InlineData("NPOI.XWPF", "Documents/")]
    [InlineData("ExcelDataReader", "Excel/")]
    [InlineData("Npgsql", "Data/", "Operations/")]
    [InlineData("Microsoft.Data.Sqlite", "Data/", "Operations/")]
    public void A_package_is_used_in_its_folder_only(string package, params string[] folders)
    {
        var users = Sources().Where(s => Regex.IsMatch(s.Text, $@"^using (static )?{Regex.Escape(package)}", RegexOptions.Multiline)).Select(s => s.Path);

        Assert.Empty(users.Where(u => !folders.Any(f => u.StartsWith(f, StringComparison.Ordinal))));
    }

    [Fact]
    public void AutoMapper_only_projects()
    {
        var users = Sources().Where(s => s.Text.Contains("using AutoMapper", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(users);
        Assert.Empty(users.Where(s => !s.Text.Contains("ProjectTo<", StringComparison.Ordinal) && !s.Text.Contains("CreateProjection<", StringComparison.Ordinal) && s.Path != "ProjectionMappings.cs").Select(s => s.Path));
    }

    [Fact]
    public void Whoever_ignores_the_filters_is_named_here()
    {
        string[] named =
        [
            "History/RecordChanges.cs", // numbers events of a record whose id it holds
            "History/VerifyHistory.cs", // proof over everything, shows no content
            "Attachments/OpenAttachment.cs", // to learn which record to ask
            "Drafts/ForgetDrafts.cs",
            "Drafts/KeepDraft.cs", // the draft of a user whose sign-in has just expired
            "Data/DatabaseCopy.cs", // backup
            "Petitions/AskByCode.cs", // nobody is signed in: the code is the right to see, ordinary cases only
            "Petitions/GiveQueryCodes.cs",
            "Petitions/LoadPetition.cs", // the ordinary case that a step names: its state and receipt only
            "Petitions/TakePetitionStep.cs", // the master of a merging learns of it, whoever approves
            "Petitions/PetitionLedger.cs", // an official ledger has one scope
            "Petitions/RecomputeClocks.cs", // the whole office's limits: dates only
            "Petitions/RefillPetitionSearch.cs",
            "Benefits/RecountVerifyLimits.cs", // the whole office's limits: dates only
            "CareVisits/RecountReminders.cs", // the whole office's reminders: dates only
            "Petitions/FindSides.cs", // the filter of the case is written out: a list opens no case
            "Petitions/SuperviseByTime.cs", // ids only, of ordinary cases; the cases themselves pass the filter
            "Petitions/WatchLedgers.cs", // an official ledger has one scope
            "Petitions/FindEarlierCases.cs", // ids only; the cases themselves pass the filter
            "Handovers/TakeCadreStep.cs", // what was entered under a mistaken row moves, whoever may read it
            "Receptions/ReceptionLedger.cs",
            "Cadres/CountMovement.cs", // an official figure has one scope
            "Reports/Dashboard.cs", // petitioners of the cases that exist for the viewer, by the rule of petitions
            "Reports/LoadFacts.cs", // an official figure has one scope
            "Reports/MonthlyWorkbook.cs", // who answers for the overdue cases of an official table
            "Reports/NextMonth.cs", // how many of those in care have a birthday: numbers only, one scope
            "History/KnownThen.cs", // the events of what an official figure counts
            "Books/PetitionImport.cs", // a number of a book is unique also among what the importer may not see
            "Books/PetitionRecords.cs", // the book has one scope
            "Books/BookImport.cs",
            "Books/ImportGovernance.cs",
            "Books/ImportRoster.cs",
            "Demo/LoadDemonstration.cs", // asks whether the installation is empty
            "Demo/DemoStory.cs",
        ];

        var users = Sources().Where(s => s.Text.Contains("IgnoreQueryFilters", StringComparison.Ordinal)).Select(s => s.Path).Order();

        Assert.Empty(users.Except(named));
    }

    [Fact]
    public void Raw_SQL_stands_in_named_folders_and_is_never_glued_together_elsewhere()
    {
        string[] folders = ["Data/", "Search/", "Audit/AppendOnly.cs", "Operations/"];

        var users = Sources().Where(s => RawSql().IsMatch(s.Text)).Select(s => s.Path);

        Assert.Empty(users.Where(u => !folders.Any(f => u.StartsWith(f, StringComparison.Ordinal))));
    }

    private static bool Allowed(string here, string there)
    {
        var (from, fromPlace) = PlaceOf(here);
        var (to, toPlace) = PlaceOf(there);
        return to < from || (to == from && from != Features && toPlace > fromPlace);
    }

    private static (int Floor, int Place) PlaceOf(string folder)
    {
        for (var floor = 0; floor < Floors.Length; floor++)
        {
            if (Array.IndexOf(Floors[floor], folder) is >= 0 and var place)
            {
                return (floor, place);
            }
        }

        throw new InvalidOperationException($"{folder} stands on no floor.");
    }

    private static string? FolderOf(string fullName)
    {
        var parts = fullName.Split('.', '+', '`');
        return parts is ["CaseTracker", var folder, _, ..] && Floors.SelectMany(f => f).Contains(folder) ? folder : null;
    }

    private static IEnumerable<(string Path, string Text)> Sources()
    {
        var root = Path.Combine(Folders.Root, "src", "CaseTracker");
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(f => (Path: Path.GetRelativePath(root, f).Replace('\\', '/'), File: f))
            .Where(f => !f.Path.StartsWith("obj/", StringComparison.Ordinal) && !f.Path.StartsWith("bin/", StringComparison.Ordinal))
            .Select(f => (f.Path, File.ReadAllText(f.File)));
    }

    [GeneratedRegex("FromSql|ExecuteSql|SqlQuery|CommandText")]
    private static partial Regex RawSql();
}
