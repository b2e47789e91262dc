using System.Text.RegularExpressions;

namespace Keras.OpsGenerator;

/// <summary>
/// Eager functions on tensors: <c>Tensor Relu(Tensor x)</c>, each a call of the symbolic function traced once for its arguments and shapes.
/// </summary>
internal sealed partial class EagerTemplate : ITemplate
{
    // Arguments that can be part of a traced function's key. Functions with others (delegates, random sources) have no eager form.
    private static readonly string[] KeyTypes =
    [
        "bool", "int", "double", "string", "DType", "Axes", "SpatialSizes", "Scalar", "TensorShape", "TensorFlow.Shape",
        "ReadOnlySpan<int>", "ReadOnlySpan<float>", "ReadOnlySpan<(int Before, int Behind)>", "ReadOnlySpan<(string Name, int Length)>",
        "(int Height, int Width)", "(double Horizontal, double Vertical)", "(double Minimum, double Maximum)", "ReadOnlySpan<Indexer>",
    ];

    private static readonly string[] InputTypes = ["Symbol", "Symbol?", "ReadOnlySpan<Symbol>", "(Symbol Real, Symbol Imaginary)"];

    /// <inheritdoc/>
    public string Form => "Eager";

    /// <inheritdoc/>
    public IEnumerable<IReadOnlyList<string>> Write(OpMethod method)
    {
        if (!method.Parameters.Any(p => p.HasSymbols)
            || !method.Parameters.All(p => InputTypes.Contains(p.Type) || KeyTypes.Contains(p.Type.TrimEnd('?'))))
            yield break;
        yield return Eager(method);
        if (method.HasScalarOperands)
        {
            yield return Eager(method.WithScalar(1));
            yield return Eager(method.WithScalar(0));
        }
    }

    private static List<string> Eager(OpMethod method)
    {
        List<string> lines = [.. method.Documentation];
        List<string> arguments = [];
        List<string> statements =
            [$"using EagerCall call = new(\"{(method.Container is null ? "" : method.Container + ".")}{method.Name}\");"];
        foreach (OpParameter parameter in method.Parameters)
        {
            string at = parameter.Name + "At";
            switch (parameter.Type)
            {
                case "Symbol":
                    statements.Add($"int {at} = call.Input({parameter.Name});");
                    arguments.Add($"inputs[{at}]");
                    break;
                case "Symbol?":
                    statements.Add($"int {at} = call.Input({parameter.Name});");
                    arguments.Add($"{at} < 0 ? null : inputs[{at}]");
                    break;
                case "ReadOnlySpan<Symbol>":
                    statements.Add($"Range {at} = call.Inputs({parameter.Name});");
                    arguments.Add($"inputs[{at}]");
                    break;
                case "(Symbol Real, Symbol Imaginary)":
                    statements.Add($"int {at} = call.Input({parameter.Name}.Real);");
                    statements.Add($"_ = call.Input({parameter.Name}.Imaginary);");
                    arguments.Add($"(inputs[{at}], inputs[{at} + 1])");
                    break;
                default:
                    statements.Add(parameter.IsSpan
                        ? $"{ElementType(parameter.Type)}[] {parameter.Name}List = call.Argument({parameter.Name});"
                        : $"call.Argument({parameter.Name});");
                    arguments.Add(parameter.IsSpan ? parameter.Name + "List" : parameter.Name);
                    break;
            }
        }

        string invocation = $"{method.Name}({string.Join(", ", arguments)})";
        string[] parts = Parts(method.ReturnType);
        statements.AddRange(method.ReturnType switch
        {
            "Symbol" => [$"return call.Run(inputs => [{invocation}])[0];"],
            "Symbol[]" => [$"return call.Run(inputs => {invocation});"],
            _ => new[]
            {
                "Tensor[] results = call.Run(inputs =>",
                "{",
                $"    {method.ReturnType} symbols = {invocation};",
                $"    return [{string.Join(", ", parts.Select(p => "symbols." + p))}];",
                "});",
                $"return ({string.Join(", ", Enumerable.Range(0, parts.Length).Select(i => $"results[{i}]"))});",
            },
        });
        string parameters = string.Join(
            ", ", method.Parameters.Select(p => p.Declaration(p.HasSymbols ? SymbolTypes.Replace(p.Type, "Tensor") : p.Type)));
        lines.Add($"public static {SymbolTypes.Replace(method.ReturnType, "Tensor")} {method.Name}({parameters})");
        lines.Add("{");
        lines.AddRange(statements.Select(s => "    " + s));
        lines.Add("}");
        return lines;
    }

    private static string ElementType(string span) => span["ReadOnlySpan<".Length..^1];

    // The names of a tuple's parts.
    private static string[] Parts(string tuple) => [.. Part().Matches(tuple).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"Symbol (\w+)")]
    private static partial Regex Part();
}
