namespace Keras.OpsGenerator;

/// <summary>A public function of <c>Keras.Ops</c> on symbols, as its source has it.</summary>
/// <param name="Idea">The idea of its file: "Arithmetic".</param>
/// <param name="Container">The nested class that has it; null for <c>Ops</c> itself.</param>
/// <param name="Name">The name.</param>
/// <param name="ReturnType">The result's type.</param>
/// <param name="Parameters">The parameters, in order.</param>
/// <param name="Documentation">The lines of the documentation, without indentation.</param>
/// <param name="HasScalarOperands">Whether each of its two operands may be a number.</param>
/// <param name="HasIntegerSecond">Whether a number as the second operand keeps its own type, as integers beside floats.</param>
internal sealed record OpMethod(
    string Idea,
    string? Container,
    string Name,
    string ReturnType,
    IReadOnlyList<OpParameter> Parameters,
    IReadOnlyList<string> Documentation,
    bool HasScalarOperands,
    bool HasIntegerSecond)
{
    /// <summary>The function with a number in the place of one of its first two operands.</summary>
    public OpMethod WithScalar(int operand) => this with
    {
        Parameters = [.. Parameters.Select((p, i) => i == operand ? p with { Type = "Scalar" } : p)],
        Documentation = [$"/// <inheritdoc cref=\"{Name}({string.Join(", ", Parameters.Select(p => p.Type))})\"/>"],
        HasScalarOperands = false,
    };
}
