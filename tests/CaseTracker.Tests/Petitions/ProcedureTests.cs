using System.Text.Json;
using System.Text.Json.Nodes;
using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Petitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Petitions;

/// <summary>The officer's work, one story a test; and all of it in one office, where every row of the table is met and the events tell the whole truth.</summary>
public sealed class ProcedureTests
{
    private static readonly HashSet<string> OwnParts = ["petition", "petitioner", "demand", "recusal", "reader", "review", "round", "side"];

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public Task One_letter_with_three_demands_has_three_ways_three_outcomes_and_three_answers(DatabaseProvider provider) => TellAsync(provider, s => s.Three_demands());

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public Task A_wrong_transfer_is_objected_to_and_returned(DatabaseProvider provider) => TellAsync(provider, s => s.Wrong_transfer_returned());

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public Task A_hearing_is_held_and_reported_while_the_sixty_days_run(DatabaseProvider provider) => TellAsync(provider, s => s.Hearing());

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public Task A_review_is_lost_and_the_case_lapses(DatabaseProvider provider) => TellAsync(provider, s => s.Review_lost());

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public Task A_review_is_won_and_the_new_opinion_must_differ(DatabaseProvider provider) => TellAsync(provider, s => s.Review_won());

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public Task After_three_levels_the_same_matter_is_declined_for_good_unless_there_are_new_facts(DatabaseProvider provider) => TellAsync(provider, s => s.Finalized_then_declined_for_good());

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public Task A_wrong_merge_is_undone_as_if_it_had_not_been(DatabaseProvider provider) => TellAsync(provider, s => s.Wrong_merge_undone());

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public Task A_simple_case_not_answered_goes_over_to_the_ordinary_way_on_the_day_after_its_limit(DatabaseProvider provider) => TellAsync(provider, s => s.Simple_overdue_becomes_ordinary_by_time());

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public Task A_simple_case_is_answered_by_telephone_or_goes_over(DatabaseProvider provider) => TellAsync(provider, s => s.Simple_answered());

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public Task Only_all_petitioners_together_withdraw(DatabaseProvider provider) => TellAsync(provider, s => s.Withdrawn_by_every_petitioner());

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public Task A_supported_claim_is_performed_before_the_file_is_closed(DatabaseProvider provider) => TellAsync(provider, s => s.Supported_claim_is_performed_and_archived());

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public Task A_revoked_opinion_is_no_longer_performed(DatabaseProvider provider) => TellAsync(provider, s => s.Performance_of_a_revoked_opinion_is_dropped());

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public Task A_closed_case_is_reopened_with_a_clock_of_its_own(DatabaseProvider provider) => TellAsync(provider, s => s.Reopened());

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public Task A_mediation_ends_in_an_agreement_that_is_performed(DatabaseProvider provider) => TellAsync(provider, s => s.Settled_by_mediation());

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public Task An_order_to_a_subordinate_has_a_limit_and_ends_with_its_report(DatabaseProvider provider) => TellAsync(provider, s => s.Order_to_a_subordinate());

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public Task The_other_ways_out_of_the_registry(DatabaseProvider provider) => TellAsync(provider, s => s.Other_ends());

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public Task What_runs_beside_the_way(DatabaseProvider provider) => TellAsync(provider, s => s.Beside_the_way());

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public Task An_accusation_is_worked_through_by_the_named_to_the_end(DatabaseProvider provider) => TellAsync(provider, s => s.Accusation_is_handled_by_the_named_to_the_end());

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public Task A_mixed_letter_is_split(DatabaseProvider provider) => TellAsync(provider, s => s.Mixed_letter_is_split());

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Every_row_is_met_the_events_rebuild_every_record_and_a_recount_changes_nothing(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        await EveryRowIsMetAsync(o);
    }

    [Fact]
    public async Task Every_row_is_met_over_the_API_too()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Sqlite);
        await using var api = new ThroughApi(o.Office);
        o.Way = api;
        await EveryRowIsMetAsync(o);
    }

    [Fact]
    public async Task The_three_demands_over_the_API_on_PostgreSQL()
    {
        await using var o = await PetitionOffice.OpenAsync(DatabaseProvider.Postgres);
        await using var api = new ThroughApi(o.Office);
        o.Way = api;
        await new Stories(o).Three_demands();
    }

    private static async Task EveryRowIsMetAsync(PetitionOffice o)
    {
        foreach (var story in new Stories(o).All)
        {
            await story();
        }

        await o.Office.AsAsync(Actor.System, async s =>
        {
            var db = s.GetRequiredService<CaseDb>();
            var events = await db.Events.IgnoreQueryFilters().AsNoTracking().OrderBy(e => e.RecordId).ThenBy(e => e.Seq).ToListAsync();
            foreach (var row in PetitionWorkflow.Engine.Table.Where(r => r.No != "52"))
            {
                var step = row.Step == PetitionStep.SplitAccusation ? SplitAccusation.RecordedAs : row.Step.Kebab();
                Assert.True(events.Exists(e => e.Step == step && row.From.Any(f => e.From == f.ToString() && e.To == (row.To ?? f).ToString())), $"row {row.No} {row.Step} was never taken");
            }

            var petitions = await db.Petitions.IgnoreQueryFilters().Include(p => p.Petitioners).Include(p => p.Demands).Include(p => p.Recusals).Include(p => p.Readers)
                .Include(p => p.Reviews).Include(p => p.Rounds).Include(p => p.Sides).AsSplitQuery().ToListAsync();
            Assert.True(petitions.Count > 20);
            foreach (var petition in petitions)
            {
                var own = events.Where(e => e.RecordId == petition.Id).ToList();
                var state = nameof(PetitionState.Draft);
                foreach (var e in own.Where(e => e.From is not null))
                {
                    Assert.Equal(state, e.From);
                    state = e.To!;
                }

                Assert.Equal(petition.State.ToString(), state);
                Assert.Equal(Enumerable.Range(1, own.Count), own.Select(e => e.Seq));
                var known = AsKnownAt.Fold(own.Select(e => e.Changes));
                foreach (var other in known.Select(p => p.Key).Where(k => !OwnParts.Contains(k.Split('/')[0])).ToList())
                {
                    known.Remove(other); // attachments and issued papers hang on the case and have tests of their own
                }

                var stored = RowsOf(db, petition.Id);
                Assert.True(JsonNode.DeepEquals(stored, known), $"{petition.Number}\n{stored.ToJsonString()}\n{known.ToJsonString()}");
            }

            Assert.Empty(await s.GetRequiredService<RecomputeClocks>().ExecuteAsync(dryRun: true, Actor.System, default));
            Assert.Empty((await s.GetRequiredService<VerifyHistory>().ExecuteAsync([], default)).Faults);
            return true;
        });
    }

    /// <summary>The rows of a record as the events should tell them: part → fields that are not empty.</summary>
    private static JsonObject RowsOf(CaseDb db, Guid id)
    {
        var record = new JsonObject();
        foreach (var entry in db.ChangeTracker.Entries().Where(e => e.Entity is IRecordPart part && part.RecordId == id))
        {
            var fields = new JsonObject();
            foreach (var property in entry.Properties.Where(p => !p.Metadata.IsPrimaryKey() && p.Metadata.Name != nameof(IVersioned.Version) && p.CurrentValue is not null))
            {
                fields[property.Metadata.Name] = property.CurrentValue is Enum e ? e.ToString() : JsonSerializer.SerializeToNode(property.CurrentValue, CanonicalJson.Options);
            }

            record[((IRecordPart)entry.Entity).PartName] = fields;
        }

        return record;
    }

    private static async Task TellAsync(DatabaseProvider provider, Func<Stories, Task> story)
    {
        await using var office = await PetitionOffice.OpenAsync(provider);
        await story(new Stories(office));
    }
}
