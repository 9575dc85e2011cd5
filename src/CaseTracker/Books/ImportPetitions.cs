using CaseTracker.Accounts;
using CaseTracker.Calendar;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Petitions;
using CaseTracker.Search;

namespace CaseTracker.Books;

/// <summary>
/// Import of the book 信访台账. The accepted rows of a file are one write: all of them or none; the same file again changes nothing.
/// A record keeps the number of its book, its dated columns become events 已导入 without guards. A 检举控告 is sealed as at the desk.
/// The book tells no identity numbers, so that no person is linked: a name with a telephone proves nobody.
/// </summary>
public sealed class ImportPetitions(CaseDb db, OfficeClock clock, Keys keys, ProtectedValues values, SearchIndex search, SealAccusation sealing, LoadWorkCalendar calendars)
{
    private readonly ImportTools tools = new(db, clock, keys, values, search, sealing, calendars);

    /// <param name="DryRun">Says what would happen and writes nothing.</param>
    /// <param name="Update">Applies 差异 as a correction.</param>
    public sealed record Command(Stream File, string FileName, bool DryRun = false, bool Update = false);

    /// <summary>Refuses a file that cannot be read or lacks a mandatory heading, and an actor who may not import.</summary>
    public Task<ImportResult> ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        MayImport(actor);
        return BookRun.ExecuteAsync(db, PetitionLine.Shape, command.File, command.FileName, command.DryRun, command.Update, result => new PetitionImport(tools, result, actor, cancel), cancel);
    }

    /// <summary>Whether the page offers the import.</summary>
    public static bool IsAllowed(Actor actor) => actor.IsSystem || (actor.May(Permission.Import) && actor.Has(Role.XF));

    private static void MayImport(Actor actor)
    {
        if (!IsAllowed(actor))
        {
            throw new RefusedException(new Reason("信访台账由信访机构负责人导入，请联系他", LiftedBy: "信访机构负责人"));
        }
    }
}
