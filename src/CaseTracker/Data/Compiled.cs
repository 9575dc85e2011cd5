using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CaseTracker.Data;

/// <summary>A compiled query for what runs before every page. EF binds one to a model, and a process may hold two (the tests run on both databases): one is compiled for each.</summary>
public sealed class Compiled<TQuery>(Func<TQuery> compile) where TQuery : Delegate
{
    private readonly ConditionalWeakTable<IModel, TQuery> byModel = [];

    public TQuery For(CaseDb db) => byModel.GetValue(db.Model, _ => compile());
}
