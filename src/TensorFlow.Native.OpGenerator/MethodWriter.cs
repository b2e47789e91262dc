using System.Text;

namespace TensorFlow.OpGenerator;

/// <summary>Writes one wrapper method in C#.</summary>
internal static class MethodWriter
{
    private const int LongestLine = 140;
    private const string Indent = "    ";

    /// <summary>Appends the method, with its documentation.</summary>
    public static void Write(StringBuilder text, Wrapper wrapper)
    {
        DocumentationWriter.Write(text, wrapper);
        List<string> declarations = [.. wrapper.Parameters.Select(parameter => parameter.Declaration), "string? name = null"];
        string head = $"{Indent}public static {ReturnType(wrapper)} {wrapper.Method}(";
        string line = head + string.Join(", ", declarations) + ")";
        if (line.Length + 3 > LongestLine)
            line = head + "\n" + string.Join(",\n", declarations.Select(item => Indent + Indent + item)) + ")";
        text.Append(line);
        WriteBody(text, wrapper);
    }

    private static string ReturnType(Wrapper wrapper) => wrapper.Outputs switch
    {
        [] => "Operation",
        [var only] => OutputType(only),
        var several => "(" + string.Join(", ", several.Select(output => $"{OutputType(output)} {output.Name}")) + ")",
    };

    private static string OutputType(WrapperOutput output) => output.ListLength is null ? "Symbol" : "Symbol[]";

    private static void WriteBody(StringBuilder text, Wrapper wrapper)
    {
        List<string> calls = [$"OperationBuilder.Create(\"{wrapper.OpName}\", name)"];
        calls.AddRange(wrapper.Inputs.Select(input => $".Input({input.Name})"));
        calls.AddRange(wrapper.Attributes.Where(attribute => !attribute.IsLeftOutByDefault).Select(AttributeCall));
        List<WrapperParameter> conditional = [.. wrapper.Attributes.Where(attribute => attribute.IsLeftOutByDefault)];
        string? result = wrapper.Outputs switch
        {
            [] => "",
            [{ ListLength: null }] => "[0]",
            [_] => ".Outputs",
            _ => null,
        };
        if (conditional.Count == 0 && result is not null) WriteExpressionBody(text, calls, result);
        else WriteBlockBody(text, wrapper, calls, conditional, result);
    }

    private static void WriteExpressionBody(StringBuilder text, List<string> calls, string result)
    {
        calls.Add(".Build()" + result + ";");
        text.Append(" =>\n").Append(Chain(calls, Indent + Indent)).Append('\n');
    }

    private static void WriteBlockBody(
        StringBuilder text,
        Wrapper wrapper,
        List<string> calls,
        List<WrapperParameter> conditional,
        string? result)
    {
        string indent = Indent + Indent;
        text.Append('\n').Append(Indent).Append("{\n");
        if (conditional.Count > 0)
        {
            string last = calls[^1] + ";";
            text.Append(Chain([.. calls[..^1], last], indent, "OperationBuilder builder = ")).Append('\n');
            foreach (WrapperParameter attribute in conditional)
            {
                bool isSpan = attribute.Default == "default";
                string condition = isSpan ? $"!{attribute.Name}.IsEmpty" : $"{attribute.Name} is {{ }} {attribute.Name}Value";
                string value = isSpan ? attribute.Name : attribute.Name + "Value";
                text.Append($"{indent}if ({condition}) builder = builder.Attribute(\"{attribute.OpName}\", {value});\n");
            }

            calls = ["builder"];
        }

        string build = $"{string.Concat(calls)}.Build(){result}";
        if (result is not null)
        {
            text.Append($"{indent}return {build};\n");
        }
        else
        {
            calls.Add(".Build();");
            text.Append(Chain(calls, indent, "Operation operation = ")).Append('\n');
            text.Append($"{indent}return ({string.Join(", ", OutputExpressions(wrapper))});\n");
        }

        text.Append(Indent).Append("}\n");
    }

    private static IEnumerable<string> OutputExpressions(Wrapper wrapper)
    {
        int start = 0;
        string lists = "";
        foreach (WrapperOutput output in wrapper.Outputs)
        {
            string position = start == 0 && lists.Length > 0 ? lists[3..] : start + lists;
            yield return output.ListLength is null ? $"operation[{position}]" : $"operation.OutputList({position}, {output.ListLength})";
            if (output.ListLength is null) start++;
            else lists += " + " + output.ListLength;
        }
    }

    private static string AttributeCall(WrapperParameter attribute) =>
        attribute.OpDefault is null
            ? $".Attribute(\"{attribute.OpName}\", {attribute.Name})"
            : $".Attribute(\"{attribute.OpName}\", {attribute.Name}, {attribute.OpDefault})";

    private static string Chain(List<string> calls, string indent, string start = "")
    {
        string line = indent + start + string.Concat(calls);
        if (line.Length <= LongestLine) return line;
        return indent + start + calls[0] + string.Concat(calls.Skip(1).Select(call => $"\n{indent}{Indent}{call}"));
    }
}
