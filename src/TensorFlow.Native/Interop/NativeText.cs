using System.Text.RegularExpressions;

namespace TensorFlow.Interop;

/// <summary>A message of the native library as one sentence: without nodes, functions, devices and hints for other programs.</summary>
internal static partial class NativeText
{
    /// <summary>The sentence in a message.</summary>
    public static string Sentence(string message)
    {
        List<string> kept = [];
        foreach (string line in message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // Only the first of several errors: the others follow from it.
            if (kept.Count > 0 && Numbered().IsMatch(line))
                break;
            string text = Clean(line);
            if (text.Length > 0)
                kept.Add(text);
        }

        return string.Join(' ', kept).TrimEnd('.', ' ');
    }

    /// <summary>
    /// The operations that a message names, the nearest to the fault first, each with the function it lies in where that is told.
    /// </summary>
    public static IEnumerable<(string? Function, string Node)> Nodes(string message)
    {
        string? beginning = FunctionNode().Match(message) is { Success: true, Index: 0 } match ? match.Groups["function"].Value : null;
        foreach (Match node in NodeReference().Matches(message))
        {
            Group function = node.Groups["function"];
            yield return (function.Success ? function.Value : beginning, node.Groups["node"].Value);
        }
    }

    private static string Clean(string line)
    {
        if (Noise().IsMatch(line))
            return "";
        string text = TwoTypes().Replace(line, m =>
            $"expected inputs of one type, got {TypeOf(m, "first")} and {TypeOf(m, "second")}; Cast one of them");
        text = OtherType().Replace(text, m =>
            $"expected {string.Join(", ", m.Groups["types"].Value.Split(", ").Select(StandardName))}, got {TypeOf(m, "type")}; "
            + "Cast it to one of these");
        text = NodeDefinition().Replace(text, "");
        text = Bracketed().Replace(text, "");
        text = FunctionNode().Replace(text, "");
        text = NodeReference().Replace(text, "'${node}'");
        text = DevicePath().Replace(text, "");
        return Numbered().Replace(text, "").Trim();
    }

    private static string TypeOf(Match match, string group) => StandardName(match.Groups[group].Value);

    // The library writes a type in two ways, "DT_FLOAT" and "float", both of its own.
    private static string StandardName(string type) => type.Replace("DT_", "", StringComparison.Ordinal).ToLowerInvariant() switch
    {
        "half" => "float16",
        "float" => "float32",
        "double" => "float64",
        var name => name,
    };

    // "Inconsistent values for attr 'T' DT_FLOAT vs. DT_INT32 while building NodeDef 'AddV2' using Op<name=AddV2; …>".
    [GeneratedRegex(@"Inconsistent values for attr '\w+' (?<first>\w+) vs\. (?<second>\w+)( while building NodeDef .*$)?")]
    private static partial Regex TwoTypes();

    // "Value for attr 'T' of int32 is not in the list of allowed values: half, float".
    [GeneratedRegex(@"Value for attr '\w+' of (?<type>\w+) is not in the list of allowed values: (?<types>\w+(, \w+)*)")]
    private static partial Regex OtherType();

    // " for '{{node MatMul}} = MatMul[T=DT_FLOAT](a, b)'", "; NodeDef: {{node x}}; Op<…>".
    [GeneratedRegex(@" for '\{\{node [^}]*\}\} = .*?\)'|;? *NodeDef: \{\{.*$|\[Op:\w+\]|(?<=Op type not registered '\w+') in binary running on .*$")]
    private static partial Regex NodeDefinition();

    [GeneratedRegex(@"\[\[.*?\]\]")]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"\{\{function_node (?<function>[^}\s]+)\}\} *")]
    private static partial Regex FunctionNode();

    [GeneratedRegex(@"(\{\{function_node (?<function>[^}\s]+)\}\} *)?\{\{node (?<node>[^}\s]+)\}\}")]
    private static partial Regex NodeReference();

    [GeneratedRegex(@"/job:\w+/replica:\d+/task:\d+/device:")]
    private static partial Regex DevicePath();

    [GeneratedRegex(@"^\(\d+\) ([A-Za-z_ ]+: )?")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^(Hint: |tf2xla conversion failed|Registered:|\.? *Registered:|device='|\d+ root error|\d+ successful operations|\d+ derived errors)")]
    private static partial Regex Noise();
}
