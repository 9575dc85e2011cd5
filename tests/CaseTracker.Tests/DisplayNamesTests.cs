using System.ComponentModel.DataAnnotations;
using Xunit;

namespace CaseTracker.Tests;

public sealed class DisplayNamesTests
{
    private enum Step
    {
        [Display(Name = "提交意见")] SubmitOpinion,
    }

    [Theory]
    [InlineData("submit-opinion")]
    [InlineData("SubmitOpinion")]
    [InlineData("提交意见")]
    public void A_step_is_found_by_each_of_its_names(string name) => Assert.Equal(Step.SubmitOpinion, DisplayNames.Parse<Step>(name));

    [Fact]
    public void An_unknown_name_is_no_step() => Assert.Null(DisplayNames.Parse<Step>("提交"));

    [Fact]
    public void The_command_line_writes_words_with_hyphens() => Assert.Equal("submit-opinion", Step.SubmitOpinion.Kebab());
}
