using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Reports;

/// <summary>Takes a step of the closing of a month or a year. What does not balance is not submitted; freezing keeps values, rows and workbook with their fingerprints.</summary>
public sealed class TakeClosingStep(CaseDb db, OfficeClock clock, MonthlySummary monthly, AnnualReport annual, WriteReport write, AddAttachment attach)
{
    /// <param name="Number">2024-10 or 2024.</param>
    /// <param name="Version">The one the user was looking at; null takes it as it stands.</param>
    public sealed record Command(string Number, ClosingStep Step, StepData Data, int? Version = null, Guid? RequestId = null);

    public sealed record Done(string Number, ClosingState State, int Version);

    public async Task<Done> ExecuteAsync(Command command, Actor actor, CancellationToken cancel)
    {
        actor.Demand(Permission.Ledgers);
        var (year, month) = Closing.Parse(command.Number) ?? throw new NotFoundException("该统计期间");
        // The slow work stands outside the transaction: what is submitted must balance, and what is frozen, figures and files, is counted as known at one instant.
        var known = clock.Now;
        var figures = command.Step is ClosingStep.Submit or ClosingStep.Freeze or ClosingStep.Restate ? await FiguresAsync(year, month, known, cancel) : null;
        var files = command.Step == ClosingStep.Freeze ? await write.FilesAsync(year, month, asOf: null, known, cancel) : [];
        return await db.WriteOnceAsync(command.RequestId, actor.UserId, $"report-{command.Step.Kebab()}", clock.Now, async () =>
        {
            await db.LockAsync($"report {command.Number}", cancel);
            var closing = await OpenAsync(year, month, command.Version, cancel);
            closing.OfficeId = await FindClosings.OfficeAsync(db, cancel);
            var taken = ClosingWorkflow.Engine.Take(closing, command.Step, command.Data, actor, clock.Today);
            switch (command.Step)
            {
                case ClosingStep.Submit:
                    (closing.SubmittedById, closing.SubmittedByName, closing.SubmittedForId) = (actor.UserId, actor.Name, taken.Hat?.ForUserId);
                    break;
                case ClosingStep.Review:
                    closing.ReviewedByName = actor.Name;
                    break;
                case ClosingStep.Return:
                    (closing.SubmittedById, closing.SubmittedByName, closing.SubmittedForId, closing.ReviewedByName, closing.SignedByName, closing.SignedOn) = (null, null, null, null, null, null);
                    break;
                case ClosingStep.Sign:
                    (closing.SignedByName, closing.SignedOn) = (actor.Name, command.Data.Date("on"));
                    break;
                case ClosingStep.Freeze:
                    var json = CanonicalJson.Of(FrozenFigure.Of(figures!));
                    (closing.FrozenAt, closing.FiguresSha256) = (known, Fingerprint.Of(json));
                    db.Add(new FrozenFigures { Id = closing.Id, Json = json });
                    break;
                case ClosingStep.Restate:
                    await RestateAsync(closing, figures!, command.Data, actor, cancel);
                    break;
            }

            db.Trace(closing, actor, clock.Now, new Act(command.Step.Kebab(), command.Step.Display(), command.Data.Date("on") ?? clock.Today)
            {
                From = taken.Fired!.From.ToString(),
                To = taken.Fired.To.ToString(),
                Reason = command.Data.Text("reason"),
                Data = command.Data.Names.ToDictionary(n => n, command.Data.Text),
                Hat = taken.Hat,
                TableVersion = ClosingWorkflow.Engine.Version,
            });
            if (files.Count > 0)
            {
                await db.FlushAsync(cancel); // the door of the record asks the database
                await attach.ExecuteAsync(new AddAttachment.Command { RecordKind = Closing.Kind, RecordId = closing.Id, Step = command.Step.Kebab(), Kind = AttachmentKind.Document, Files = [.. files.Select(f => new AddAttachment.Upload(f.FileName, f.Bytes))] }, actor, cancel);
            }

            return new Done(closing.Number, closing.State, closing.Version);
        }, cancel);
    }

    private async Task<Figures> FiguresAsync(int year, int month, DateTime known, CancellationToken cancel)
    {
        if (month > 0)
        {
            return (await monthly.ExecuteAsync(year, month, asOf: null, known, cancel)).Figures;
        }

        var report = await annual.ExecuteAsync(year, asOf: null, known, cancel);
        report.DemandBalance();
        return report.Figures;
    }

    /// <summary>The closing as it stands; the first step of a period begins it.</summary>
    private async Task<Closing> OpenAsync(int year, int month, int? version, CancellationToken cancel)
    {
        var number = FindClosings.NumberOf(year, month);
        if (await db.Closings.Where(c => c.Number == number).Select(c => new { c.Id, c.Version }).FirstOrDefaultAsync(cancel) is { } found)
        {
            var loaded = await db.LoadAsync<Closing>(found.Id, version ?? found.Version, "该统计期间", cancel);
            db.Opened.Add(loaded.Id);
            return loaded;
        }

        var closing = FindClosings.New(number, ReportMonths.Of(await db.BureauAsync(cancel)), clock.Now);
        closing.Version = 1;
        db.Add(closing);
        db.Opened.Add(closing.Id);
        return closing;
    }

    /// <summary>The new number is the one counted now: it is never typed.</summary>
    private async Task RestateAsync(Closing closing, Figures figures, StepData data, Actor actor, CancellationToken cancel)
    {
        var code = data.Text(ClosingWorkflow.Code)!;
        var frozen = (await FindClosings.FrozenAsync(db, closing.Id, cancel)).FirstOrDefault(f => f.Code == code) ?? throw RefusedException.At(ClosingWorkflow.Code, $"没有代码为“{code}”的指标，请从差异中选择");
        var old = (await db.Restatements.Where(r => r.ClosingId == closing.Id && r.Code == code).OrderByDescending(r => r.RecordedAt).FirstOrDefaultAsync(cancel))?.New ?? frozen.Value;
        var now = FrozenFigure.Of(figures).First(f => f.Code == code).Value;
        if (old == now)
        {
            throw RefusedException.At(ClosingWorkflow.Code, $"{frozen.Name}现在重算与封存（或上次更正）的数相同，无须更正");
        }

        var (year, month) = ReportMonths.Of(await db.BureauAsync(cancel)).Holding(clock.Today);
        db.Add(new Restatement
        {
            Id = Guid.CreateVersion7(),
            ClosingId = closing.Id,
            Code = code,
            Name = frozen.Name,
            Unit = frozen.Unit,
            Old = old,
            New = now,
            Reason = data.Text("reason")!,
            ToldIn = FindClosings.NumberOf(year, month),
            ByName = actor.Name,
            RecordedAt = clock.Now,
        });
    }
}
