using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Reports;
using CaseTracker.Web.Jobs;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Web.Pages.Ledgers;

/// <summary>A long ledger on its way: how far it is, to be cancelled, and the file when it is whole.</summary>
[AllowedTo(Permission.Ledgers)]
public sealed class JobModel(LedgerFiles files) : FormPage
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public LedgerFiles.Job Job => files.Find(Id, Actor.UserId);

    public void OnGet() => _ = Job; // what is not there is not found

    /// <summary>The part of the page that changes.</summary>
    public IActionResult OnGetProgress() => Partial("_Job", Job);

    public IActionResult OnGetFile() => Job is { IsDone: true } done ? File(files.Open(done), Downloads.Workbook, done.FileName) : throw new RefusedException("文件还没有写完，请等它完成再下载");

    public IActionResult OnPost(string? book, string? kind, DateOnly? from, DateOnly? to)
    {
        var asked = OfficeLedgers.All.FirstOrDefault(b => b.IsCalled(book)) ?? throw new NotFoundException("该台账");
        if (from is not { } first || to is not { } last)
        {
            throw RefusedException.At("from", "请填写起止日期，或选择月份");
        }

        return LocalRedirect($"/ledgers/job/{files.Start(Actor, asked, new LedgerAsked(first, last) { Kind = asked.KindOf(kind)?.Id }).Id}");
    }

    public IActionResult OnPostCancel()
    {
        files.Cancel(Job);
        return Done(IndexModel.Address(Job.Book, Job.Asked), "已取消，没有生成文件");
    }
}
