using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace CaseTracker.Web.Forms;

/// <summary>Says in Chinese what is wrong with a field, for every kind of wrong that binding and annotations can find.</summary>
public static class ChineseMessages
{
    public static void UseChineseMessages(this MvcOptions options)
    {
        var say = options.ModelBindingMessageProvider;
        say.SetAttemptedValueIsInvalidAccessor((value, field) => $"{field}填写的“{Shown(value)}”不对，请重新填写");
        say.SetMissingBindRequiredValueAccessor(field => $"请填写{field}");
        say.SetMissingKeyOrValueAccessor(() => "请填写此项");
        say.SetMissingRequestBodyRequiredValueAccessor(() => "提交的内容是空的，请重新填写");
        say.SetNonPropertyAttemptedValueIsInvalidAccessor(value => $"“{Shown(value)}”不对，请重新填写");
        say.SetNonPropertyUnknownValueIsInvalidAccessor(() => "填写的内容不对，请重新填写");
        say.SetNonPropertyValueMustBeANumberAccessor(() => "请填写数字");
        say.SetUnknownValueIsInvalidAccessor(field => $"{field}填写的内容不对，请重新填写");
        say.SetValueIsInvalidAccessor(value => $"“{Shown(value)}”不对，请重新填写");
        say.SetValueMustBeANumberAccessor(field => $"{field}要填数字");
        say.SetValueMustNotBeNullAccessor(_ => "请填写此项");
        options.ModelMetadataDetailsProviders.Add(new ByType(say));
        options.ModelMetadataDetailsProviders.Add(new Annotations());
    }

    /// <summary>The message of an annotation that has none of its own; {0} is the field's Chinese name.</summary>
    public static string? Of(ValidationAttribute annotation) => annotation switch
    {
        RequiredAttribute => "请填写{0}",
        StringLengthAttribute { MinimumLength: > 0 } => "{0}应为 {2} 至 {1} 个字",
        StringLengthAttribute => "{0}最多 {1} 个字，请删减",
        MaxLengthAttribute => "{0}最多 {1} 个，请删减",
        MinLengthAttribute => "{0}至少 {1} 个",
        RangeAttribute => "{0}应在 {1} 至 {2} 之间",
        RegularExpressionAttribute => "{0}的格式不对，请重新填写",
        EmailAddressAttribute => "{0}不是正确的邮箱地址",
        PhoneAttribute => "{0}不是正确的电话号码",
        UrlAttribute => "{0}不是正确的网址",
        CompareAttribute => "{0}与{1}不一致，请重新填写",
        EnumDataTypeAttribute => "请从列表中选择{0}",
        _ => null,
    };

    /// <summary>What was typed, fit to be repeated in a sentence: without control characters, and short.</summary>
    internal static string Shown(string? value)
    {
        var text = TypedText.WithoutControls(value ?? "");
        return text.Length <= 40 ? text : string.Concat(text.EnumerateRunes().Take(30).Select(r => r.ToString())) + "……";
    }

    /// <summary>"不对" alone does not help: a number, a date and a choice each say what is wanted.</summary>
    private sealed class ByType(DefaultModelBindingMessageProvider common) : IBindingMetadataProvider
    {
        public void CreateBindingMetadata(BindingMetadataProviderContext context)
        {
            var type = Nullable.GetUnderlyingType(context.Key.ModelType) ?? context.Key.ModelType;
            var wanted =
                type == typeof(DateOnly) || type == typeof(DateTime) ? "不是正确的日期，请按“2025-03-03”的样子填写"
                : type == typeof(TimeOnly) ? "不是正确的时间，请按“09:30”的样子填写"
                : type == typeof(int) || type == typeof(long) || type == typeof(short) || type == typeof(byte) ? "不是整数，或者太大，请填写整数"
                : type == typeof(decimal) || type == typeof(double) || type == typeof(float) ? "不是数字，请填写数字"
                : type.IsEnum || type == typeof(bool) || type == typeof(Guid) ? "不在可选范围内，请重新选择"
                : null;
            var name = context.PropertyAttributes?.OfType<DisplayAttribute>().FirstOrDefault()?.Name;
            var say = new DefaultModelBindingMessageProvider(common);
            if (wanted is not null)
            {
                say.SetAttemptedValueIsInvalidAccessor((value, field) => $"{field}填写的“{Shown(value)}”{wanted}");
                say.SetUnknownValueIsInvalidAccessor(field => $"{field}{wanted}");
                say.SetValueIsInvalidAccessor(value => name is null ? $"“{Shown(value)}”{wanted}" : $"{name}填写的“{Shown(value)}”{wanted}");
            }

            // These two are not told which field they speak of.
            if (name is not null)
            {
                say.SetValueMustNotBeNullAccessor(_ => $"请填写{name}");
                say.SetMissingKeyOrValueAccessor(() => $"请填写{name}");
            }

            context.BindingMetadata.ModelBindingMessageProvider = say;
        }
    }

    private sealed class Annotations : IValidationMetadataProvider
    {
        public void CreateValidationMetadata(ValidationMetadataProviderContext context)
        {
            foreach (var annotation in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
            {
                if (annotation is { ErrorMessage: null, ErrorMessageResourceName: null })
                {
                    annotation.ErrorMessage = Of(annotation);
                }
            }
        }
    }
}
