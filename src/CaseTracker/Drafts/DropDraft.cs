using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Drafts;

/// <summary>Forgets the viewer's draft of a form: it was sent, or he does not want it. Inside the write that sends the form it goes with it.</summary>
public sealed class DropDraft(CaseDb db)
{
    public Task ExecuteAsync(string formKey, CancellationToken cancel) => db.WriteAsync(
        () => db.Drafts.Where(d => d.FormKey == formKey).ExecuteDeleteAsync(cancel), cancel);
}
