using System.ComponentModel.DataAnnotations;
using CaseTracker.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CaseTracker.Tests.Pages.Sample;

public enum SamplePurpose
{
    [Display(Name = "申诉")] Complaint,
    [Display(Name = "求决")] Request,
}

/// <summary>A form with one field of each kind, for the tests of the shell.</summary>
[AllowAnonymous]
public sealed class SampleFormModel : FormPage
{
    public sealed record Form
    {
        [Display(Name = "姓名"), Required, StringLength(20)]
        public string Name { get; init; } = "";

        [Display(Name = "联系电话"), DataType(DataType.PhoneNumber)]
        public string? Phone { get; init; }

        [Display(Name = "人数"), Range(1, 500)]
        public int People { get; init; } = 1;

        [Display(Name = "来访日期")]
        public DateOnly CameOn { get; init; } = new(2025, 3, 3);

        [Display(Name = "信访目的"), Required]
        public SamplePurpose? Purpose { get; init; }

        [Display(Name = "来访形式")]
        public SamplePurpose? Level { get; init; }

        [Display(Name = "要求对姓名保密")]
        public bool IsAnonymous { get; init; }

        [Display(Name = "概要"), DataType(DataType.MultilineText)]
        public string? Summary { get; init; }

        [Display(Name = "涉及金额（元）")]
        public decimal? Amount { get; init; }
    }

    [BindProperty] public Form Input { get; set; } = new();
    public int Loads { get; private set; }

    public void OnGet() => Version = 3;

    public Task<IActionResult> OnPostAsync(bool refuse) => SubmitAsync(
        work: () => Task.FromResult(refuse
            ? throw new RefusedException(new Reason("集体访须推选代表，请先登记代表", "第二十条", "登记人员"), new Reason("该人名下已有同一事项", Field: "Name"))
            : Done("/sample/form", $"已登记：{Input.Name}")),
        reload: () =>
        {
            Version = 9; // a colleague has saved since
            return Task.CompletedTask;
        });
}
