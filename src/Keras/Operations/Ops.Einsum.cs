using TensorFlow;

namespace Keras;

/// <content>Einstein's summation and named rearrangement.</content>
public static partial class Ops
{
    /// <summary>
    /// Einstein's summation convention: products of elements summed over the axes whose letters the result does not have, as
    /// <c>"ij,jk-&gt;ik"</c> for the matrix product. An ellipsis stands for axes that broadcast.
    /// </summary>
    /// <param name="subscripts">A letter for each axis of each operand, commas between, and those of the result behind an arrow; without an
    /// arrow, the letters that occur once.</param>
    /// <param name="operands">The operands, taken in pairs from left to right.</param>
    /// <exception cref="ArgumentException">There is not one group of letters for each operand, or a letter of the result is
    /// unknown.</exception>
    public static Symbol Einsum(string subscripts, params ReadOnlySpan<Symbol> operands)
    {
        Symbol[] promoted = Promoted(operands, "Einsum");
        DType dtype = promoted[0].DType;
        DType result = dtype == DType.Int8 && operands.ToArray().All(o => o.DType == DType.Int8) ? DType.Int32 : dtype;
        DType computed = dtype.IsInteger ? DType.Float32 : dtype;
        if (dtype is DType.Float16 or DType.BFloat16 && MatrixProduct(subscripts, promoted) is { } product)
            return product;
        string[] sides = subscripts.Replace(" ", "", StringComparison.Ordinal).Split("->");
        string[] inputs = sides[0].Split(',');
        if (sides.Length > 2 || inputs.Length != promoted.Length)
            throw new ArgumentException(
                $"Einsum: expected subscripts for {promoted.Length} operands, separated by commas, got '{subscripts}'.",
                nameof(subscripts));
        RequireSubscripts(promoted, inputs, subscripts);
        string output = sides.Length == 2 ? sides[1] : OnceIn(sides[0]);
        if (output.Any(c => c != '.' && !sides[0].Contains(c, StringComparison.Ordinal)))
            throw new ArgumentException(
                $"Einsum: expected the result to have subscripts of the operands, got another one in '{subscripts}'.", nameof(subscripts));
        Symbol accumulated = promoted[0].Cast(computed);
        string letters = inputs[0];
        for (int i = 1; i < promoted.Length; i++)
        {
            string needed = i == promoted.Length - 1 ? output : string.Concat(inputs[(i + 1)..]) + output;
            string kept = i == promoted.Length - 1 ? output : Kept(letters + inputs[i], needed);
            accumulated = RawOps.Einsum([accumulated, promoted[i].Cast(computed)], $"{letters},{inputs[i]}->{kept}");
            letters = kept;
        }

        if (promoted.Length == 1)
            accumulated = RawOps.Einsum([accumulated], $"{letters}->{output}");
        return accumulated.Cast(result);

        static string OnceIn(string letters) =>
            (letters.Contains('.', StringComparison.Ordinal) ? "..." : "") +
            string.Concat(letters.Where(c => char.IsLetter(c) && letters.Count(o => o == c) == 1).Order());

        static string Kept(string letters, string needed) =>
            (letters.Contains('.', StringComparison.Ordinal) ? "..." : "") +
            string.Concat(letters.Where(char.IsLetter).Distinct().Where(c => needed.Contains(c, StringComparison.Ordinal)));
    }

    /// <summary>
    /// Axes renamed, moved, split and joined by a pattern, as <c>"b (h p) c -&gt; b h (p c)"</c>: parentheses split an axis on the left and
    /// join axes on the right (after einops).
    /// </summary>
    /// <param name="tensor">Any shape.</param>
    /// <param name="pattern">The names of the axes before and, behind an arrow, after.</param>
    /// <param name="axesLengths">The lengths of axes that are split off; of each pair of parentheses, one may be left out.</param>
    /// <exception cref="ArgumentException">The pattern does not fit the axes, or the two sides do not have the same names.</exception>
    public static Symbol Rearrange(Symbol tensor, string pattern, params ReadOnlySpan<(string Name, int Length)> axesLengths)
    {
        string[] sides = pattern.Split("->");
        if (sides.Length != 2)
            throw new ArgumentException($"Rearrange: expected one arrow in the pattern, got '{pattern}'.", nameof(pattern));
        List<List<string>> left = Groups(sides[0], pattern);
        List<List<string>> right = Groups(sides[1], pattern);
        List<string> names = [.. left.SelectMany(g => g)];
        List<string> order = [.. right.SelectMany(g => g)];
        if (left.Count != Rank(tensor.Shape, "Rearrange") || names.Distinct()
            .Count() != names.Count || !names.Order().SequenceEqual(order.Order()))
            throw new ArgumentException(
                $"Rearrange: expected {tensor.Rank} axes on the left and the same names on both sides, got '{pattern}'.", nameof(pattern));
        Dictionary<string, Dimension> lengths = [];
        foreach ((string name, int length) in axesLengths)
            lengths[name] = length;
        Dimension[] dimensions = Dimensions(tensor);
        for (int i = 0; i < left.Count; i++)
        {
            string[] open = [.. left[i].Where(n => !lengths.ContainsKey(n))];
            if (open.Length > 1)
                throw new ArgumentException(
                    $"Rearrange: expected axesLengths for all but one of ({string.Join(' ', left[i])}) of '{pattern}', "
                    + $"got none for {string.Join(", ", open)}.",
                    nameof(axesLengths));
            Dimension known = Dimension.Product(tensor, [.. left[i].Where(lengths.ContainsKey).Select(n => lengths[n])]);
            foreach (string name in open)
            {
                lengths[name] = dimensions[i].IsKnown && known.IsKnown
                    ? dimensions[i].Length / Math.Max(1, known.Length)
                    : known.IsKnown && known.Length == 1 ? dimensions[i]
                    : RawOps.FloorDiv(dimensions[i].AsSymbol(tensor), known.AsSymbol(tensor));
            }

            Dimension whole = Dimension.Product(tensor, [.. left[i].Select(n => lengths[n])]);
            if (dimensions[i].IsKnown && whole.IsKnown && dimensions[i].Length != whole.Length)
                throw new ShapeException(
                    $"Rearrange: expected lengths of ({string.Join(' ', left[i])}) that make up axis {i} of {tensor.Shape}, got "
                    + string.Join(", ", axesLengths.ToArray().Where(l => left[i].Contains(l.Name)).Select(l => $"{l.Name} = {l.Length}"))
                    + ".");
        }

        Symbol split = left.All(g => g.Count == 1) ? tensor : Reshaped(tensor, [.. names.Select(n => lengths[n])]);
        Symbol moved = Permuted(split, [.. order.Select(n => names.IndexOf(n))]);
        return right.All(g => g.Count == 1) ? moved
            : Reshaped(moved, [.. right.Select(g => Dimension.Product(tensor, [.. g.Select(n => lengths[n])]))]);
    }

    private static void RequireSubscripts(Symbol[] operands, string[] inputs, string subscripts)
    {
        Dictionary<char, long> lengths = [];
        for (int i = 0; i < operands.Length; i++)
        {
            Symbol operand = operands[i];
            int dots = inputs[i].IndexOf("...", StringComparison.Ordinal), letters = inputs[i].Length - (dots < 0 ? 0 : 3);
            if (operand.Rank < 0)
                continue;
            if (dots < 0 ? letters != operand.Rank : letters > operand.Rank)
                throw new ShapeException(
                    $"Einsum: expected an operand of {letters} axes{(dots < 0 ? "" : " or more")} for '{inputs[i]}' of '{subscripts}', got "
                    + $"{operand.Shape}.");
            for (int at = 0; at < letters; at++)
            {
                char letter = inputs[i][dots < 0 || at < dots ? at : at + 3];
                long length = operand.Shape[dots < 0 || at < dots ? at : operand.Rank - letters + at];
                if (length <= 1)
                    continue;
                if (lengths.TryGetValue(letter, out long other) && other != length)
                    throw new ShapeException(
                        $"Einsum: expected one length of '{letter}' in '{subscripts}', got {other} and {length} of the shapes "
                        + $"{Listed([.. operands.Select(o => o.Shape)])}.");
                lengths[letter] = length;
            }
        }
    }

    private static List<List<string>> Groups(string side, string pattern)
    {
        List<List<string>> groups = [];
        List<string>? open = null;
        foreach (string part in side.Replace("(", " ( ", StringComparison.Ordinal)
            .Replace(")", " ) ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (part)
            {
                case "(" when open is null:
                    open = [];
                    break;
                case ")" when open is not null:
                    groups.Add(open);
                    open = null;
                    break;
                case "(" or ")":
                    throw new ArgumentException($"Rearrange: expected matching parentheses, got '{pattern}'.", nameof(pattern));
                default:
                    if (open is null)
                        groups.Add([part]);
                    else
                        open.Add(part);
                    break;
            }
        }

        return open is null ? groups
            : throw new ArgumentException($"Rearrange: expected matching parentheses, got '{pattern}'.", nameof(pattern));
    }
}
