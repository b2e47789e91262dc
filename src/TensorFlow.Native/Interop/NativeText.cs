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
        string text = NodeDefinition().Replace(line, "");
        text = Bracketed().Replace(text, "");
        text = FunctionNode().Replace(text, "");
        text = NodeReference().Replace(text, "'${node}'");
        text = DevicePath().Replace(text, "");
        return Numbered().Replace(text, "").Trim();
    }

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
