namespace Keras.OpsGenerator;

/// <summary>Overloads in which one operand is a number: <c>Maximum(x, 0)</c>.</summary>
internal sealed class ScalarTemplate : ITemplate
{
    /// <inheritdoc/>
    public string Form => "Scalars";

    /// <inheritdoc/>
    public IEnumerable<IReadOnlyList<string>> Write(OpMethod method)
    {
        if (!method.HasScalarOperands)
            yield break;
        string first = method.Parameters[0].Name;
        string second = method.Parameters[1].Name;
        string typed = method.HasIntegerSecond ? "ByItself" : "Beside";
        yield return Overload(method.WithScalar(1), $"{method.Name}({first}, {second}.{typed}({first}))");
        yield return Overload(method.WithScalar(0), $"{method.Name}({first}.Beside({second}), {second})");
    }

    private static string[] Overload(OpMethod method, string body)
    {
        string parameters = string.Join(", ", method.Parameters.Select(p => p.Declaration(p.Type)));
        return [.. method.Documentation, $"public static {method.ReturnType} {method.Name}({parameters}) => {body};"];
    }
}
