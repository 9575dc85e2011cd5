using CaseTracker.Accounts;
using CaseTracker.Data;
using CaseTracker.Reports;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Reports;

/// <summary>The bureau's own words: kept from year to year, as known at an instant, changed by who may.</summary>
public sealed class ReportTextTests
{
    private static readonly Actor Writer = new(Guid.NewGuid(), "李信访", [new Hat(Role.XF, null)]);

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task A_text_holds_until_the_next_one_and_comes_back_as_it_was_known(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        Assert.Equal(ReportBlocks.All.Select(b => b.Default), (await ReadAsync(office, 2024)).Select(t => t.Text));
        Assert.Equal("区委", await WriteAsync(office, 2023, "区委", 0));
        Assert.Equal("区委", await TextAsync(office, 2024));
        Assert.Equal(ReportBlocks.Recipient.Default, await TextAsync(office, 2022));

        await WriteAsync(office, 2024, "区委依法治区办", 0);
        Assert.Equal(("区委", "区委依法治区办", "区委依法治区办"), (await TextAsync(office, 2023), await TextAsync(office, 2024), await TextAsync(office, 2026)));
        var before = office.Clock.GetUtcNow().UtcDateTime;
        office.Clock.Advance(TimeSpan.FromHours(1));
        await WriteAsync(office, 2024, "区司法局", 1);
        Assert.Equal(("区司法局", "区委依法治区办"), (await TextAsync(office, 2024), (await ReadAsync(office, 2024, before)).Single(t => t.Key == ReportBlocks.Recipient.Key).Text));
    }

    [Theory, MemberData(nameof(TestOffice.Databases), MemberType = typeof(TestOffice))]
    public async Task Who_may_not_who_comes_late_and_what_means_nothing_are_refused(DatabaseProvider provider)
    {
        await using var office = await TestOffice.OpenAsync(provider);
        await WriteAsync(office, 2024, "区委", 0);
        await Assert.ThrowsAsync<StaleException>(() => WriteAsync(office, 2024, "区政府", 0));
        var clerk = Writer with { Hats = [new Hat(Role.RC, null)] };
        Assert.Contains("局领导", (await Assert.ThrowsAsync<RefusedException>(() => WriteAsync(office, 2024, "区政府", 1, clerk))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RefusedException>(() => WriteAsync(office, 2024, "区政府", 1, Writer with { Hats = [new Hat(Role.SA, null)] }));

        var unknown = await Assert.ThrowsAsync<RefusedException>(() => WriteAsync(office, 2024, "审查合同{G1}、{G99}、{合同}", 1));
        Assert.Equal((nameof(ChangeReportText.Command.Text), true), (unknown.Reasons.Single().Field, unknown.Message.Contains("没有{G99}、{合同}这样的指标", StringComparison.Ordinal)));
        Assert.Contains("只写一行", (await Assert.ThrowsAsync<RefusedException>(() => WriteAsync(office, 2024, "区委\n区政府", 1))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RefusedException>(() => WriteAsync(office, 2024, new string('字', ReportBlocks.Longest + 1), 1));
        await Assert.ThrowsAsync<NotFoundException>(() => office.AsAsync(Writer, s => DoneAsync(s.GetRequiredService<ChangeReportText>().ExecuteAsync(new() { Year = 2024, Key = "nothing" }, Writer, default))));
        Assert.Equal("区委", await TextAsync(office, 2024));
    }

    private static async Task<string> WriteAsync(TestOffice office, int year, string text, int version, Actor? who = null)
    {
        var actor = who ?? Writer;
        await office.AsAsync(actor, s => DoneAsync(s.GetRequiredService<ChangeReportText>().ExecuteAsync(new() { Year = year, Key = ReportBlocks.Recipient.Key, Text = text, Version = version }, actor, default)));
        return await TextAsync(office, year);
    }

    private static async Task<string> TextAsync(TestOffice office, int year) => (await ReadAsync(office, year)).Single(t => t.Key == ReportBlocks.Recipient.Key).Text;

    private static Task<IReadOnlyList<ReportText>> ReadAsync(TestOffice office, int year, DateTime? knownAt = null) =>
        office.AsAsync(Writer, s => s.GetRequiredService<ReadReportTexts>().ExecuteAsync(year, knownAt, TestContext.Current.CancellationToken));

    private static async Task<bool> DoneAsync(Task work)
    {
        await work;
        return true;
    }
}
