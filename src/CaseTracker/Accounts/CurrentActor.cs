using CaseTracker.Data;

namespace CaseTracker.Accounts;

/// <summary>Who acts in this scope (a request, a command, a job). Until somebody is named, nobody: every read is empty.</summary>
public sealed class CurrentActor(CaseDb db)
{
    private Actor? actor;

    public Actor Actor => actor ?? throw new InvalidOperationException("Nobody acts in this scope yet.");

    public bool IsKnown => actor is not null;

    /// <summary>Names the actor; from now on the context of the scope shows what he may see.</summary>
    public Actor Become(Actor who)
    {
        db.For(who.Viewer);
        return actor = who;
    }
}
