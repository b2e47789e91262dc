namespace Keras.OpsGenerator;

/// <summary>
/// Functions on Keras tensors: <c>KerasTensor Relu(KerasTensor x)</c>, each the record of a call of Keras's operation class with the
/// settings and arguments that Keras's function gives it.
/// </summary>
internal sealed class RecordingTemplate(IReadOnlyList<RecordedOperation> operations) : ITemplate
{
    // The outputs of Unique depend on settings that are overloads here, and their lengths on the data; patches have a configuration of
    // their own.
    private static readonly string[] HandWritten = ["Unique", "ExtractPatches", "ExtractPatches3D"];

    private readonly Dictionary<string, RecordedOperation> byFunction =
        operations.Where(o => o.Function is not null).DistinctBy(o => o.Function).ToDictionary(o => o.Function!, StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Form => "Recorded";

    /// <inheritdoc/>
    public IEnumerable<IReadOnlyList<string>> Write(OpMethod method)
    {
        if (Find(method) is not { } operation)
            yield break;
        method = WithoutTensorSettings(method, operation);
        yield return Recorded(method, operation);
        if (method.HasScalarOperands)
        {
            yield return Recorded(method.WithScalar(1), operation);
            yield return Recorded(method.WithScalar(0), operation);
        }
    }

    /// <summary>The operation that a function records; null where it has parameters that no operation takes.</summary>
    public RecordedOperation? Find(OpMethod method) =>
        method.Parameters.Any(p => p.HasSymbols) && method.Parameters.All(p => p.IsSerializable)
        && !HandWritten.Contains(method.Name)
        && !IsListOfPositions(method)
        && byFunction.GetValueOrDefault(RecordedOperation.KeyOf(method.Container + method.Name)) is { } operation
        && operation.Settings.Concat(operation.Arguments).All(a => a.Expression is null || IsKnown(a, method, operation))
        && method.Parameters.All(p => operation.NameOf(p.Key) is not null)
        && !method.Parameters.Any(p => p.Type == "Symbol" && operation.Settings.Any(s => s.Reads(p.Key)))
            ? operation
            : null;

    /// <summary>Whether the form on Keras tensors has all parameters of a function.</summary>
    public bool Takes(OpMethod method) =>
        Find(method) is { } operation && WithoutTensorSettings(method, operation).Parameters.Count == method.Parameters.Count;

    // Keras cannot serialize a tensor that is a setting: bincount's weights, the positions of trapezoid.
    private static OpMethod WithoutTensorSettings(OpMethod method, RecordedOperation operation) =>
        method with { Parameters = [.. method.Parameters.Where(p => !p.HasSymbols || !operation.Settings.Any(s => s.Reads(p.Key)))] };

    // Where(condition) alone: Keras records one output of it where it computes several.
    private static bool IsListOfPositions(OpMethod method) => method is { Name: "Where", Parameters.Count: 1 };

    private static bool IsKnown(RecordedArgument argument, OpMethod method, RecordedOperation operation) =>
        Parameter(argument, method) is not null || operation.Defaults.ContainsKey(RecordedOperation.KeyOf(argument.Expression!));

    private static OpParameter? Parameter(RecordedArgument argument, OpMethod method) =>
        method.Parameters.FirstOrDefault(p => argument.Reads(p.Key));

    private static List<string> Recorded(OpMethod method, RecordedOperation operation)
    {
        List<string> statements = [$"OperationRecording call = new(\"{operation.ClassName}\");"];
        foreach (RecordedArgument setting in operation.Settings)
        {
            string value = setting.Expression is null ? Json(setting.Default!)
                : Parameter(setting, method) is { } parameter ? Value(parameter, operation)
                : Json(operation.Defaults[RecordedOperation.KeyOf(setting.Expression)]);
            statements.Add($"call.Set(\"{setting.Name}\", {value});");
        }

        foreach (RecordedArgument argument in operation.Arguments)
        {
            string name = argument.Name is null ? "" : $"\"{argument.Name}\", ";
            OpParameter? parameter = Parameter(argument, method);
            statements.Add(parameter switch
            {
                { HasSymbols: true } when argument.IsSpread => $"call.AddAll({parameter.Name});",
                { HasSymbols: true } => $"call.Add({name}{parameter.Name});",
                null => $"call.AddValue({name}{Json(operation.Defaults[RecordedOperation.KeyOf(argument.Expression!)])});",
                _ => $"call.AddValue({name}{Value(parameter, operation)});",
            });
        }

        statements.Add(method.ReturnType switch
        {
            "Symbol" => "return call.One();",
            "Symbol[]" => "return call.All();",
            _ => $"return call.{(method.ReturnType.Count(c => c == ',') switch { 1 => "Two", 2 => "Three", _ => "Four" })}();",
        });
        string parameters = string.Join(
            ", ", method.Parameters.Select(p => p.Declaration(p.HasSymbols ? SymbolTypes.Replace(p.Type, "KerasTensor") : p.Type)));
        return
        [
            .. Documentation(method),
            $"public static {SymbolTypes.Replace(method.ReturnType, "KerasTensor")} {method.Name}({parameters})",
            "{",
            .. statements.Select(s => "    " + s),
            "}",
        ];
    }

    // Where an argument here is left to the operation, Keras's own default is written; a number whose default has no fraction in Keras is
    // an integer where it is whole.
    private static string Value(OpParameter parameter, RecordedOperation operation)
    {
        string? keras = operation.Defaults.GetValueOrDefault(parameter.Key);
        bool isLeft = parameter.Default is "default" or "null" && keras is not (null or "null");
        bool isType = parameter.Type == "DType" && parameter.Default is not null && keras == "null";
        if (isLeft || isType)
            return $"OperationJson.Of({parameter.Name}, {Text(keras!)})";
        if (parameter is { Type: "ReadOnlySpan<int>", IsParams: true } && keras == "null")
            return $"OperationJson.OfAny({parameter.Name})";
        if (parameter is { Type: "Axes", Name: "axes" })
            return $"OperationJson.Of({parameter.Name}.AsSpan())";
        bool isInteger = parameter.Type is "double" or "double?" && keras?.Contains('.', StringComparison.Ordinal) != true
            && keras?.Contains('e', StringComparison.Ordinal) != true;
        return isInteger ? $"OperationJson.Number({parameter.Name})" : $"OperationJson.Of({parameter.Name})";
    }

    private static string Json(string text) => text == "null" ? "null" : $"OperationJson.Parse({Text(text)})";

    private static string Text(string json) => "\"" + json.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    // Of a parameter that is left out there is nothing to tell.
    private static IEnumerable<string> Documentation(OpMethod method)
    {
        bool leftOut = false;
        foreach (string line in method.Documentation)
        {
            if (line.StartsWith("/// <param name=", StringComparison.Ordinal))
                leftOut = !method.Parameters.Any(p => line.StartsWith($"/// <param name=\"{p.Name}\"", StringComparison.Ordinal));
            if (!leftOut)
                yield return line;
            if (line.EndsWith("</param>", StringComparison.Ordinal))
                leftOut = false;
        }
    }
}
