using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keras.Core;

/// <summary>
/// Which numbers of a config were integers and which had a fraction. Python keeps <c>-2</c> and <c>-2.0</c> apart, and an object that was
/// read writes again what was written, as long as it has the same value; of what is no integer there is one form only.
/// </summary>
internal sealed class NumberForms
{
    // Of longer lists the memory would be worth more than the form: tables and vocabularies.
    private const int LongestList = 1000;

    private readonly Dictionary<string, JsonNode> forms;

    private NumberForms(Dictionary<string, JsonNode> forms) => this.forms = forms;

    /// <summary>The forms of the numbers in a config; null where it has none that could be written in two.</summary>
    public static NumberForms? Of(Config config, KerasObject owner)
    {
        Dictionary<string, JsonNode>? forms = null;
        foreach (string key in config.Keys)
        {
            if (config.PeekNode(key) is { } node && HasWhole(node) && !owner.HasOneNumberForm(key))
                (forms ??= new(StringComparer.Ordinal))[key] = node.DeepClone();
        }

        return forms is null ? null : new(forms);
    }

    /// <summary>Gives the numbers of a config that have the same values the forms that were read.</summary>
    public void Restore(Config config)
    {
        foreach ((string key, JsonNode form) in forms)
        {
            if (config.PeekNode(key) is { } written && Restored(written, form) is var restored && restored != written)
                config.SetNode(key, restored);
        }
    }

    private static JsonNode? Restored(JsonNode? written, JsonNode? form)
    {
        if (written is JsonArray list && form is JsonArray forms && list.Count == forms.Count)
        {
            for (int i = 0; i < list.Count; i++)
            {
                if (Restored(list[i], forms[i]) is var restored && restored != list[i])
                    list[i] = restored;
            }
        }

        return Whole(written) is { } value && Whole(form) is { } meant
            && value.Number == meant.Number && value.IsInteger != meant.IsInteger ? form!.DeepClone() : written;
    }

    private static bool HasWhole(JsonNode? node) => node is JsonArray list
        ? list.Count <= LongestList && list.Any(HasWhole)
        : Whole(node) is not null;

    // A whole number that a double holds exactly, and whether it is written as an integer.
    private static (double Number, bool IsInteger)? Whole(JsonNode? node)
    {
        const double exact = 1L << 53;
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.Number)
            return null;
        string text = value.ToJsonString();
        double number = double.Parse(text, CultureInfo.InvariantCulture);
        return double.IsInteger(number) && Math.Abs(number) <= exact ? (number, text.AsSpan().IndexOfAny('.', 'e', 'E') < 0) : null;
    }
}
