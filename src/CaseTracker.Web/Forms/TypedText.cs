using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace CaseTracker.Web.Forms;

/// <summary>Text and dates as people type them: trimmed, one kind of line end, no invisible control characters.</summary>
public static class TypedText
{
    private static readonly string[] DateFormats = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日"];

    /// <summary>NUL and the other control characters but tab and line feed; halves of a character; marks that reverse the reading direction.</summary>
    public static bool IsUnwanted(Rune rune) =>
        (Rune.IsControl(rune) && rune.Value is not ('\t' or '\n')) || rune.Value is 0xFFFD or 0xFEFF or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    public static string WithoutControls(string text) => string.Concat(text.EnumerateRunes().Where(r => !IsUnwanted(r)).Select(r => r.ToString()));

    /// <summary>Trimmed, in composed form, with line feeds only.</summary>
    public static string Tidy(string text) => text.Replace("\r\n", "\n").Replace('\r', '\n').Trim();

    /// <summary>Reads 2025-3-3, 2025/3/3, 2025.3.3, 20250303 and 2025年3月3日.</summary>
    public static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text.Trim(), DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}

/// <summary>Binds every text and date of every form by <see cref="TypedText"/>.</summary>
public sealed class TypedTextBinders : IModelBinderProvider
{
    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.Metadata.ModelType == typeof(string) ? new TextBinder()
        : context.Metadata.UnderlyingOrModelType == typeof(DateOnly) ? new DateBinder()
        : null;

    private sealed class TextBinder : IModelBinder
    {
        public Task BindModelAsync(ModelBindingContext context)
        {
            var given = context.ValueProvider.GetValue(context.ModelName);
            if (given == ValueProviderResult.None)
            {
                return Task.CompletedTask;
            }

            var isPassword = ((DefaultModelMetadata)context.ModelMetadata).Attributes.Attributes
                .Any(a => a is DataTypeAttribute { DataType: DataType.Password });
            var text = isPassword ? given.FirstValue ?? "" : TypedText.Tidy(given.FirstValue ?? "");
            var clean = TypedText.WithoutControls(text);
            if (clean.Length != text.Length)
            {
                context.ModelState.TryAddModelError(context.ModelName,
                    $"{context.ModelMetadata.GetDisplayName()}里有看不见的控制字符，已替您去掉，请核对后再提交");
            }

            context.ModelState.SetModelValue(context.ModelName, clean, isPassword ? null : clean);
            context.Result = ModelBindingResult.Success(clean.Length == 0 && context.ModelMetadata.ConvertEmptyStringToNull ? null : clean);
            return Task.CompletedTask;
        }
    }

    private sealed class DateBinder : IModelBinder
    {
        public Task BindModelAsync(ModelBindingContext context)
        {
            var given = context.ValueProvider.GetValue(context.ModelName);
            if (given == ValueProviderResult.None)
            {
                return Task.CompletedTask;
            }

            context.ModelState.SetModelValue(context.ModelName, given);
            var text = given.FirstValue;
            if (string.IsNullOrWhiteSpace(text))
            {
                if (context.ModelMetadata.IsReferenceOrNullableType)
                {
                    context.Result = ModelBindingResult.Success(null);
                }
                else
                {
                    context.ModelState.TryAddModelError(context.ModelName, $"请填写{context.ModelMetadata.GetDisplayName()}");
                }
            }
            else if (TypedText.Date(text) is { } date)
            {
                context.Result = ModelBindingResult.Success(date);
            }
            else
            {
                context.ModelState.TryAddModelError(context.ModelName,
                    context.ModelMetadata.ModelBindingMessageProvider.AttemptedValueIsInvalidAccessor(text, context.ModelMetadata.GetDisplayName()));
            }

            return Task.CompletedTask;
        }
    }
}
