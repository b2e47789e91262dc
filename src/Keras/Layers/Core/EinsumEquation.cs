using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The equation of an <see cref="EinsumDense"/>: letters for the axes of the input, of the kernel and of the output, and an ellipsis on the
/// left or on the right.
/// </summary>
internal sealed class EinsumEquation
{
    private EinsumEquation(string input, string kernel, string output, bool elidesLeft, bool elidesRight) =>
        (Input, Kernel, Output, ElidesLeft, ElidesRight) = (input, kernel, output, elidesLeft, elidesRight);

    public string Input { get; }

    public string Kernel { get; }

    public string Output { get; }

    /// <summary>Whether an ellipsis stands for axes in front.</summary>
    public bool ElidesLeft { get; }

    /// <summary>Whether an ellipsis stands for axes behind.</summary>
    public bool ElidesRight { get; }

    /// <summary>
    /// The number of axes that the input has last and the kernel first and that are summed over, where the product is that of matrices: 0
    /// where it is not.
    /// </summary>
    public int ContractedAxes
    {
        get
        {
            for (int count = 1; !ElidesRight && count <= Math.Min(Input.Length, Kernel.Length); count++)
            {
                (string free, string common, string units) = (Input[..^count], Input[^count..], Kernel[count..]);
                if (Kernel[..count] == common && Output == free + units && !common.Any(Output.Contains) && (free + common + units)
                    .Distinct().Count() == free.Length + common.Length + units.Length)
                    return count;
            }

            return 0;
        }
    }

    /// <summary>Reads an equation.</summary>
    /// <exception cref="ArgumentException">The equation is malformed.</exception>
    public static EinsumEquation Parse(string equation)
    {
        string text = equation.Replace(" ", "", StringComparison.Ordinal);
        string[] sides = text.Split("->");
        string[] operands = sides[0].Split(',');
        if (sides.Length == 2 && operands.Length == 2)
        {
            (string input, string kernel, string output) = (operands[0], operands[1], sides[1]);
            bool left = input.StartsWith("...", StringComparison.Ordinal) && output.StartsWith("...", StringComparison.Ordinal);
            bool right = !left && input.EndsWith("...", StringComparison.Ordinal) && output.EndsWith("...", StringComparison.Ordinal);
            if (left)
                (input, output) = (input[3..], output[3..]);
            if (right)
                (input, output) = (input[..^3], output[..^3]);
            if (IsLetters(input) && IsLetters(kernel) && IsLetters(output) && (!right || input.Length > 1))
                return new(input, kernel, output, left, right);
        }

        throw new ArgumentException(
            $"EinsumDense: expected an equation of the form ab,bc->ac, ...ab,bc->...ac or ab...,bc->ac..., got '{equation}'.",
                nameof(equation));

        static bool IsLetters(string part) => part.Length > 0 && part.All(char.IsAsciiLetter);
    }

    /// <summary>The shapes of kernel and bias for an input (<c>keras.layers.EinsumDense</c>).</summary>
    /// <param name="shape">The input's shape.</param>
    /// <param name="outputShape">The output's without the batch axis and the axes of an ellipsis; -1 where a length follows from the
    /// input.</param>
    /// <param name="biasAxes">The letters of the bias; null for none.</param>
    /// <param name="layer">The layer, for messages.</param>
    /// <exception cref="ShapeException">The shapes do not fit the equation.</exception>
    public Shapes Analyze(Shape shape, Shape outputShape, string? biasAxes, string layer)
    {
        int elided = shape.Rank - Input.Length;
        if (elided < 0 || (elided > 0 && !ElidesLeft && !ElidesRight))
            throw new ShapeException(
                $"{layer}: expected an input of {(ElidesLeft || ElidesRight ? "at least " : "")}{Input.Length} axes "
                + $"({Input}), got {shape}.");
        List<long> output = [shape[0], .. outputShape];
        if (ElidesLeft)
            output.InsertRange(1, shape[..].Skip(1).Take(Math.Max(0, elided - 1)));
        else
            output.AddRange(shape.Skip(shape.Rank - elided));
        // As Keras, which has the batch axis among those of an ellipsis on the left.
        int front = ElidesLeft ? elided : 0;
        if (output.Count < front + Output.Length)
        {
            throw new ShapeException(
                $"{layer}: expected an output shape with a length for each of "
                + $"'{Output}'{(ElidesLeft ? "" : " but the first, the batch axis")}, got {outputShape} for an input of {shape}.");
        }

        Dictionary<char, long> inputs = [], outputs = [];
        for (int i = 0; i < Input.Length; i++)
            inputs[Input[i]] = shape[front + i];
        for (int i = 0; i < Output.Length; i++)
            outputs[Output[i]] = output[front + i];
        foreach (char letter in Input.Where(outputs.ContainsKey))
        {
            if (outputs[letter] >= 0 && outputs[letter] != inputs[letter])
            {
                throw new ShapeException(
                    $"{layer}: expected the axis '{letter}' to have one length, got {inputs[letter]} in the input {shape} and "
                    + $"{outputs[letter]} in the output shape {outputShape}.");
            }
        }

        if (Output.FirstOrDefault(c => !inputs.ContainsKey(c) && !Kernel.Contains(c, StringComparison.Ordinal)) is var unknown and not '\0')
            throw new ShapeException(
                $"{layer}: the output '{Output}' has the axis '{unknown}', which neither the input '{Input}' nor the kernel "
                + $"'{Kernel}' has.");
        List<long> kernel = [];
        List<int> inputAxes = [], outputAxes = [];
        for (int i = 0; i < Kernel.Length; i++)
        {
            char letter = Kernel[i];
            if (outputs.TryGetValue(letter, out long length))
                outputAxes.Add(i);
            else if (inputs.TryGetValue(letter, out length))
                inputAxes.Add(i);
            else
                throw new ShapeException(
                    $"{layer}: the kernel '{Kernel}' has the axis '{letter}', which neither the input '{Input}' nor the output '{Output}' "
                    + "has.");
            if (length < 0 && inputs.TryGetValue(letter, out long other))
                length = other;
            if (length < 0)
                throw new ShapeException(
                    $"{layer}: the length of the axis '{letter}' of the kernel is not known; give it in the output shape or in the input, "
                    + $"got {outputShape} and {shape}.");
            kernel.Add(length);
        }

        return new(Shape.Create([.. kernel]), BiasShape(outputs, biasAxes, elided, layer), inputAxes, outputAxes);
    }

    /// <summary>Checks that an input fits a kernel.</summary>
    /// <exception cref="ShapeException">An axis that both have is of two lengths.</exception>
    public void Check(Shape shape, Shape kernel, string layer)
    {
        int elided = shape.Rank - Input.Length;
        if (elided < 0 || (elided > 0 && !ElidesLeft && !ElidesRight))
            throw new ShapeException(
                $"{layer}: expected an input of {(ElidesLeft || ElidesRight ? "at least " : "")}{Input.Length} axes "
                + $"({Input}), got {shape}.");
        for (int i = 0; i < Input.Length; i++)
        {
            long length = shape[(ElidesLeft ? elided : 0) + i];
            int at = Kernel.IndexOf(Input[i], StringComparison.Ordinal);
            if (at >= 0 && length >= 0 && kernel[at] != length)
                throw new ShapeException(
                    $"{layer}: expected the axis '{Input[i]}' of the input '{Input}' to have length {kernel[at]}, as the kernel has, "
                    + $"got {length} in {shape}.");
        }
    }

    private Shape? BiasShape(Dictionary<char, long> outputs, string? biasAxes, int elided, string layer)
    {
        if (biasAxes is null)
            return null;
        if (biasAxes.Length == 0 || biasAxes.FirstOrDefault(c => !Output.Contains(c, StringComparison.Ordinal)) is not '\0')
            throw new ShapeException($"{layer}: expected letters of the output '{Output}' as axes of the bias, got '{biasAxes}'.");
        string behind = Output[biasAxes.Min(c => Output.IndexOf(c, StringComparison.Ordinal))..];
        long[] shape = [.. behind.Select(c => biasAxes.Contains(c, StringComparison.Ordinal) ? outputs[c] : 1),
            .. Enumerable.Repeat(1L, ElidesLeft ? 0 : elided)];
        return shape.All(d => d >= 0)
            ? Shape.Create(shape)
            : throw new ShapeException(
                $"{layer}: the lengths of the bias's axes '{biasAxes}' are not known; give them in the output shape.");
    }

    /// <param name="Kernel">The shape of the kernel.</param>
    /// <param name="Bias">The shape of the bias; null for none.</param>
    /// <param name="InputAxes">The kernel's axes that are inputs of a unit.</param>
    /// <param name="OutputAxes">The kernel's axes that are units.</param>
    internal sealed record Shapes(Shape Kernel, Shape? Bias, IReadOnlyList<int> InputAxes, IReadOnlyList<int> OutputAxes);
}
