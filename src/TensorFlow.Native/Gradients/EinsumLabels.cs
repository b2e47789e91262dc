namespace TensorFlow;

/// <summary>The labels of an Einsum's axes, with labels of their own for the axes that an ellipsis stands for.</summary>
internal sealed class EinsumLabels
{
    private readonly Dictionary<char, long> lengths = [];
    private readonly bool[][] repeated;

    private EinsumLabels(string[] operands, string output, Symbol[] inputs, HashSet<char> broadcast)
    {
        Operands = operands;
        Output = output;
        for (int i = 0; i < operands.Length; i++)
        {
            for (int axis = 0; axis < operands[i].Length; axis++)
            {
                long length = inputs[i].Shape[axis];
                if (!lengths.TryGetValue(operands[i][axis], out long known) || known == 1)
                    lengths[operands[i][axis]] = length;
            }
        }

        repeated = [.. operands.Select(
            (o, i) => o.Select((l, axis) => broadcast.Contains(l) && inputs[i].Shape[axis] == 1 && lengths[l] != 1).ToArray())];
    }

    public string[] Operands { get; }

    public string Output { get; }

    public static EinsumLabels Parse(Operation operation, string equation, Symbol[] inputs)
    {
        string[] sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        string[] operands = sides[0].Split(',');
        if (sides.Length != 2 || inputs.Any(i => i.Rank < 0))
            throw new UnimplementedException(
                $"The gradient of {operation} needs an equation with '->' and operands of a known number of axes, got '{equation}'.");
        string used = string.Concat(sides);
        string free = new([.. "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".Where(c => !used.Contains(c))]);
        int most = operands.Select((o, i) => o.Contains("...", StringComparison.Ordinal) ? inputs[i].Rank - (o.Length - 3) : 0).Max();
        string ellipsis = free[..most];
        string[] full = [.. operands.Select((o, i) => Replace(
            o, o.Contains("...", StringComparison.Ordinal) ? ellipsis[(most - (inputs[i].Rank - (o.Length - 3)))..] : ""))];
        return new(full, Replace(sides[1], ellipsis), inputs, [.. ellipsis]);
    }

    /// <summary>The operand's labels without those along which it is repeated.</summary>
    public string Proper(int operand) => new([.. Operands[operand].Where((_, axis) => !repeated[operand][axis])]);

    /// <summary>The shape of an operand without the axes along which it is repeated.</summary>
    public Symbol ProperShape(Symbol x, int operand) =>
        RawOps.Pack([.. Enumerable.Range(0, Operands[operand].Length)
            .Where(axis => !repeated[operand][axis]).Select(axis => Shapes.Length(x, axis))]);

    /// <summary>The length of a label's axis, an int32 scalar.</summary>
    public Symbol Length(Symbol[] symbols, char label)
    {
        for (int i = 0; i < Operands.Length; i++)
        {
            int axis = Operands[i].IndexOf(label);
            if (axis >= 0 && !repeated[i][axis])
                return Shapes.Length(symbols[i], axis);
        }

        throw new ArgumentException($"No operand has the label '{label}'.", nameof(label));
    }

    /// <summary>The first of the labels that nothing uses.</summary>
    public char Unused() => Enumerable.Range('A', 26).Concat(Enumerable.Range('a', 26)).Select(c => (char)c)
        .First(c => c >= (Operands.SelectMany(o => o).Where(l => l is >= 'A' and <= 'Z')
            .DefaultIfEmpty((char)('A' - 1)).Max() + 1) && !lengths.ContainsKey(c));

    private static string Replace(string labels, string ellipsis) => labels.Replace("...", ellipsis, StringComparison.Ordinal);
}
