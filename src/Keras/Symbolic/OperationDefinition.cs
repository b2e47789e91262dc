using TensorFlow;

namespace Keras.Symbolic;

/// <summary>
/// One of Keras's operation classes: the module and the name in files, the parameters of its call, and the function that writes it.
/// </summary>
/// <param name="Module">The module below <c>keras.src.ops</c>: "numpy", "nn".</param>
/// <param name="ClassName">The class: "Add".</param>
/// <param name="Parameters">The names of the call's parameters.</param>
/// <param name="Execute">Writes the computation.</param>
/// <param name="HasName">Whether its configuration has the operation's name. Default: true.</param>
internal sealed record OperationDefinition(
    string Module, string ClassName, IReadOnlyList<string> Parameters, Func<OperationCall, IReadOnlyList<Symbol>> Execute,
    bool HasName = true)
{
    private static readonly Dictionary<string, OperationDefinition> Known =
        OperationDefinitions.All.ToDictionary(d => d.ClassName, StringComparer.Ordinal);

    /// <summary>The operation of a class name.</summary>
    /// <exception cref="ConfigException">There is none.</exception>
    public static OperationDefinition Find(string className) =>
        Known.GetValueOrDefault(className) ?? throw new ConfigException(
            $"There is no operation '{className}' of keras.ops here; {NearestNames.Hint(className, [.. Known.Keys], "there are")}");

    public static bool Exists(string className) => Known.ContainsKey(className);
}
