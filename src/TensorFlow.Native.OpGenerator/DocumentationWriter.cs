using System.Text;
using System.Text.RegularExpressions;

namespace TensorFlow.OpGenerator;

/// <summary>Writes the documentation comment of a wrapper method.</summary>
internal static partial class DocumentationWriter
{
    private const string Indent = "    ";

    /// <summary>Appends the comment.</summary>
    public static void Write(StringBuilder text, Wrapper wrapper)
    {
        Line($"<summary>{Xml(wrapper.Summary, wrapper)}</summary>");
        foreach (WrapperParameter parameter in wrapper.Parameters)
            Line($"<param name=\"{parameter.Name.TrimStart('@')}\">{Xml(parameter.Documentation, wrapper, parameter)}</param>");
        Line("<param name=\"name\">The name of the operation in the graph. The default is made from the op's name.</param>");
        Line($"<returns>{Returns(wrapper)}</returns>");
        Line($"<remarks>TensorFlow op <c>{wrapper.OpName}</c>.</remarks>");

        void Line(string content) => text.Append(Indent).Append("/// ").Append(content).Append('\n');
    }

    private static string Returns(Wrapper wrapper) => wrapper.Outputs.Count switch
    {
        0 => "The operation, which has no outputs.",
        1 => Xml(wrapper.Outputs[0].Documentation, wrapper),
        _ => string.Join(' ', wrapper.Outputs.Select(output => $"<c>{output.Name}</c>: {Xml(LowerFirst(output.Documentation), wrapper)}")),
    };

    private static string LowerFirst(string sentence) =>
        sentence.Length > 1 && char.IsLower(sentence[1]) || sentence.StartsWith("A ", StringComparison.Ordinal)
            ? char.ToLowerInvariant(sentence[0]) + sentence[1..]
            : sentence;

    private static string Xml(string text, Wrapper wrapper, WrapperParameter? described = null) =>
        Code().Replace(Escape(text), match =>
        {
            string code = match.Groups[1].Value;
            WrapperParameter? parameter = wrapper.Parameters.FirstOrDefault(candidate => candidate.OpName == code);
            return parameter is null || parameter == described ? $"<c>{code}</c>" : $"<paramref name=\"{parameter.Name.TrimStart('@')}\"/>";
        });

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Code();
}
