using CaseTracker.Data;
using CaseTracker.Documents;
using CaseTracker.Petitions;
using CaseTracker.Petitions.Papers;
using CaseTracker.Tests.Documents;
using CaseTracker.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Petitions.Papers;

/// <summary>The papers that the steps issue: kept as issued, printed again byte for byte, delivered.</summary>
public sealed class IssuedPapersTests
{
    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_steps_of_the_ordinary_way_leave_their_papers_with_number_and_hash(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var number = await o.DraftedAsync();
        await o.StepAsync(o.Deputy, number, PetitionStep.Sign, ("on", o.Today));

        var rows = await FindAsync(o, number);

        Assert.Equal(["受理告知书", "交办单", "调查笔录", "信访处理意见书"], rows.Select(r => r.Document.Name));
        Assert.Equal(["某科经信告〔2025〕1号", null, null, "某科经信答〔2025〕1号"], rows.Select(r => r.Document.Number));
        Assert.Equal(("李信访", "冯分管"), (rows[0].Document.MadeByName, rows[0].Document.ApprovedByName));
        Assert.Equal(("陈承办", "冯分管"), (rows[3].Document.MadeByName, rows[3].Document.ApprovedByName));
        var view = await o.ViewAsync(o.Office1, number);
        Assert.Contains(rows[3].Document.Sha256, view.Timeline.Single(e => e.Step == "sign").Data, StringComparison.Ordinal);
        var words = Docx.Words((await OpenAsync(o, view.Petition.Id, rows[0].Document.Id)).Bytes);
        Assert.Contains("2025年5月6日", words, StringComparison.Ordinal);
        Assert.Contains("办公室，000-00001234", words, StringComparison.Ordinal);
        Assert.Contains("某科经信告〔2025〕1号", words, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_simple_reply_names_its_drafter_and_its_approver_and_the_ordinary_way_is_told(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        (string, object?)[] simple = [("on", o.Today), ("ground", SimpleGround.Clear), ("mayRefuse", false), ("hasProcedure", false), ("manyParties", false), ("department", "经济运行科"), ("handler", "陈承办")];
        var answered = (await o.RegisterAsync()).Number;
        await o.StepAsync(o.Office1, answered, PetitionStep.AcceptSimple, simple);
        await o.StepAsync(o.Handler, answered, PetitionStep.ReplySimple, ("on", o.Today), ("outcome", Outcome.Explained), ("opinion", "已说明"), ("channel", ReplyChannel.Paper));
        await o.DecideAsync(o.SectionHead, answered);
        var reply = (await FindAsync(o, answered)).Single(r => r.Document.Name == "简易办理答复").Document;
        Assert.Equal(("陈承办", "郑科长"), (reply.MadeByName, reply.ApprovedByName));

        var overdue = (await o.RegisterAsync()).Number;
        await o.StepAsync(o.Office1, overdue, PetitionStep.AcceptSimple, simple);
        o.Pass(20);
        Assert.Equal(1, await o.Office.AsAsync(CaseTracker.Accounts.Actor.System, s => s.GetRequiredService<StepsByTime>().ExecuteAsync(default)));
        var notice = (await FindAsync(o, overdue)).Single(r => r.Document.Name == "转普通程序告知书");
        Assert.Equal(("某科经信告〔2025〕3号", new DateOnly(2025, 3, 20)), (notice.Document.Number, notice.Document.IssuedOn));
        var words = Docx.Words((await OpenAsync(o, (await o.ViewAsync(o.Office1, overdue)).Petition.Id, notice.Document.Id)).Bytes);
        Assert.Contains("简易答复期限届满", words, StringComparison.Ordinal);
        Assert.Contains("至2025年5月6日", words, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task What_is_printed_again_is_what_was_issued_and_a_changed_file_is_noticed(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var number = await o.HandledAsync();
        var petition = (await o.ViewAsync(o.Office1, number)).Petition;
        var document = (await FindAsync(o, number))[0].Document;

        var first = await OpenAsync(o, petition.Id, document.Id);
        o.Pass(400);
        var later = await OpenAsync(o, petition.Id, document.Id);

        Assert.Equal(first.Bytes, later.Bytes);
        Assert.Equal("受理告知书某科经信告〔2025〕1号.docx", later.Name);
        await Assert.ThrowsAsync<NotFoundException>(() => o.Office.AsAsync(o.Archivist, s => s.GetRequiredService<OpenDocument>().ExecuteAsync(Petition.Kinds, petition.Id, document.Id, false, o.Archivist, default)));
        var file = Directory.GetFiles(o.Office.Installation.AttachmentsFolder, document.StoredAs, SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        Assert.False(bytes.AsSpan().StartsWith("PK"u8)); // encrypted
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<CaseTracker.Crypto.DamagedValueException>(() => OpenAsync(o, petition.Id, document.Id));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_proposal_whose_paper_lacks_something_is_refused_before_anyone_approves(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        await o.Office.DbAsync(db => db.WriteAsync(() =>
        {
            db.Set<CaseTracker.Bureau.StoredSettings>().Single().Json = "{}";
            return Task.CompletedTask;
        }));
        var number = (await o.RegisterAsync()).Number;

        var refused = await Assert.ThrowsAsync<RefusedException>(() => o.StepAsync(o.Office1, number, PetitionStep.Accept, ("on", o.Today), ("route", Route.R6), ("withinPowers", true)));

        Assert.Equal("contact", Assert.Single(refused.Reasons).Field);
        Assert.Null((await o.ViewAsync(o.Office1, number)).Petition.Pending);
        Assert.True((await o.StepAsync(o.Office1, number, PetitionStep.Accept, ("on", o.Today), ("route", Route.R6), ("withinPowers", true), ("contact", "李信访，000-00001235"))).IsProposed);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_preview_says_what_the_step_would_issue_and_saves_nothing(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var number = (await o.RegisterAsync()).Number;

        var previews = await o.Office.AsAsync(o.Office1, s => s.GetRequiredService<DraftPapers>().ExecuteAsync(
            new(number, PetitionStep.Accept, StepData.Of(("on", o.Today), ("route", Route.R6), ("withinPowers", true))), o.Office1, default));

        var words = Docx.Words(Assert.Single(previews).Bytes);
        Assert.Contains("2025年5月6日", words, StringComparison.Ordinal);
        var view = await o.ViewAsync(o.Office1, number);
        Assert.Equal((PetitionState.Registered, null), (view.Petition.State, view.Petition.Pending));
        Assert.Empty(await FindAsync(o, number));
        Assert.False(Directory.Exists(o.Office.Installation.AttachmentsFolder) && Directory.EnumerateFiles(o.Office.Installation.AttachmentsFolder, "*", SearchOption.AllDirectories).Any());
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_step_that_fails_leaves_neither_paper_nor_file(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var number = await o.HandledAsync();
        var before = Files(o);

        await Assert.ThrowsAsync<StaleException>(() => o.Office.AsAsync(o.Handler, s => s.GetRequiredService<CaseDb>().WriteAsync<bool>(async () =>
        {
            await s.GetRequiredService<TakePetitionStep>().ExecuteAsync(new(number, PetitionStep.Investigate, StepData.Of(("on", o.Today), ("place", "厂区"), ("investigators", new[] { "陈承办" }), ("record", "属实。"))), o.Handler, default);
            throw new StaleException();
        })));

        Assert.Equal(before, Files(o));
        Assert.Equal(2, (await FindAsync(o, number)).Count);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_delivery_is_recorded_once_and_a_refusal_wants_a_reason_and_two_witnesses(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var number = await o.HandledAsync();
        var petition = (await o.ViewAsync(o.Office1, number)).Petition;
        var document = (await FindAsync(o, number))[0].Document;
        var typed = new RecordPaperDelivery.Command { RecordKind = Petition.Kinds, RecordId = petition.Id, DocumentId = document.Id, On = o.Today, Method = PaperDeliveryMethod.InPerson };

        var refused = await Assert.ThrowsAsync<RefusedException>(() => DeliverAsync(o, typed with { IsRefused = true, Witnesses = ["王某"] }));
        Assert.Equal(["RefusalReason", "Witnesses"], refused.Reasons.Select(r => r.Field).Order());
        Assert.Equal("SignedBy", Assert.Single((await Assert.ThrowsAsync<RefusedException>(() => DeliverAsync(o, typed))).Reasons).Field);
        await DeliverAsync(o, typed with { IsRefused = true, RefusalReason = "认为不应当受理", Witnesses = ["王某", "李某"] });
        Assert.Contains("已全部送达", (await Assert.ThrowsAsync<RefusedException>(() => DeliverAsync(o, typed with { SignedBy = "刘桂英" }))).Message, StringComparison.Ordinal);

        var row = (await FindAsync(o, number))[0];
        Assert.Empty(row.Undelivered);
        Assert.Contains((await o.ViewAsync(o.Office1, number)).Timeline, e => e.Step == "deliver-paper");
        var receipt = await o.Office.AsAsync(o.Office1, s => s.GetRequiredService<OpenDocument>().ReceiptAsync(Petition.Kinds, petition.Id, document.Id, number, "某局", false, o.Office1, default));
        var words = Docx.Words(receipt.Bytes);
        Assert.Empty(Docx.Faults(receipt.Bytes));
        Assert.All(["认为不应当受理", "王某、李某", "某科经信告〔2025〕1号", "刘桂英"], w => Assert.Contains(w, words, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task The_opinion_is_delivered_by_its_step_and_its_receipt_is_issued(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var number = await o.DraftedAsync();
        await o.StepAsync(o.Deputy, number, PetitionStep.Sign, ("on", o.Today));
        var petition = (await o.ViewAsync(o.Office1, number)).Petition;
        var opinion = (await FindAsync(o, number))[^1].Document;

        var refused = await Assert.ThrowsAsync<RefusedException>(() => DeliverAsync(o, new() { RecordKind = Petition.Kinds, RecordId = petition.Id, DocumentId = opinion.Id, On = o.Today, Method = PaperDeliveryMethod.InPerson, SignedBy = "刘桂英" }));
        await o.StepAsync(o.Clerk, number, PetitionStep.Deliver, ("on", o.Today), ("method", "当面送达"), ("proof", "回证1号"), ("signedBy", "刘桂英"));

        Assert.Contains("请用步骤“送达”登记", refused.Message, StringComparison.Ordinal);
        Assert.Equal("送达回证", (await FindAsync(o, number))[^1].Document.Name);
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_hidden_case_draws_no_number_and_leaves_no_paper(DatabaseProvider provider)
    {
        await using var o = await PetitionOffice.OpenAsync(provider);
        var hidden = (await o.RegisterAsync(PetitionOffice.Visit() with { Purpose = Purpose.Accuse, Summary = "举报某某违规收费", Accused = "某某" })).Number;
        var step = new TakePetitionStep.Command(hidden, PetitionStep.Terminate, StepData.Of(("on", o.Today), ("ground", TerminationReason.Other), ("reason", "另案处理")));

        await Assert.ThrowsAsync<RefusedException>(() => o.Office.AsAsync(o.Office1, s => s.GetRequiredService<DraftPapers>().ExecuteAsync(step, o.Office1, default)));
        var number = await o.HandledAsync();

        Assert.Equal("某科经信告〔2025〕1号", (await FindAsync(o, number))[0].Document.Number);
        Assert.Equal(0, await o.Office.DbAsync(async db => await Task.FromResult(db.IssuedDocuments.Count())));
    }

    private static Task<IReadOnlyList<DocumentRow>> FindAsync(PetitionOffice o, string number) => o.Office.AsAsync(o.Office1, async s =>
        await s.GetRequiredService<FindDocuments>().ExecuteAsync(Petition.Kinds, (await s.GetRequiredService<LoadPetition>().ReadAsync(number, o.Office1, default)).Id, o.Office1, default));

    private static Task<OpenDocument.Content> OpenAsync(PetitionOffice o, Guid petition, Guid id) =>
        o.Office.AsAsync(o.Office1, s => s.GetRequiredService<OpenDocument>().ExecuteAsync(Petition.Kinds, petition, id, false, o.Office1, default));

    private static Task<Guid> DeliverAsync(PetitionOffice o, RecordPaperDelivery.Command command) =>
        o.Office.AsAsync(o.Clerk, s => s.GetRequiredService<RecordPaperDelivery>().ExecuteAsync(command, PaperDeliveries.ByStep, o.Clerk, default));

    private static int Files(PetitionOffice o) => Directory.EnumerateFiles(o.Office.Installation.AttachmentsFolder, "*", SearchOption.AllDirectories).Count();
}
