using System.ComponentModel.DataAnnotations;
using CaseTracker.Web;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Tests.Pages.Sample;

/// <summary>A form behind the sign-in whose half-typed text is kept.</summary>
[AllowedTo]
public sealed class SampleDraftModel : FormPage
{
    [BindProperty, Display(Name = "概要"), Required, DataType(DataType.MultilineText)]
    public string Input { get; set; } = "";

    public void OnGet()
    {
    }

    public Task<IActionResult> OnPostAsync() => SubmitAsync(() => Task.FromResult(Done("/sample/draft", "已保存")));
}
