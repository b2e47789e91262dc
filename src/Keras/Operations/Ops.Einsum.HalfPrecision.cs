using TensorFlow;

namespace Keras;

/// <content>Einstein's summation of half-precision numbers.</content>
public static partial class Ops
{
    // The equations that Keras computes by products of batches of matrices, which add half-precision numbers up otherwise than an einsum:
    // the axes of each operand and of the product, joined where they stand together.
    private static readonly Dictionary<string, (string X1, string X2, string Product)> MatrixProducts = new(StringComparer.Ordinal)
    {
        ["ab,bc->ac"] = ("a b", "b c", "a c"),
        ["ab,cb->ac"] = ("a b", "b c", "a c"),
        ["abc,cd->abd"] = ("a b c", "c d", "a b d"),
        ["abc,dc->abd"] = ("a b c", "c d", "a b d"),
        ["abc,cde->abde"] = ("a b c", "c de", "a b de"),
        ["abc,dce->abde"] = ("a b c", "c de", "a b de"),
        ["abc,dec->abde"] = ("a b c", "c de", "a b de"),
        ["abcd,abde->abce"] = ("a b c d", "a b d e", "a b c e"),
        ["abcd,abed->abce"] = ("a b c d", "a b d e", "a b c e"),
        ["abcd,acbe->adbe"] = ("a b d c", "a b c e", "a b d e"),
        ["abcd,adbe->acbe"] = ("a b c d", "a b d e", "a b c e"),
        ["abcd,aecd->acbe"] = ("a c b d", "a c d e", "a c b e"),
        ["abcd,aecd->aceb"] = ("a c b d", "a c d e", "a c b e"),
        ["abcd,cde->abe"] = ("a b cd", "cd e", "a b e"),
        ["abcd,ced->abe"] = ("a b cd", "cd e", "a b e"),
        ["abcd,ecd->abe"] = ("a b cd", "cd e", "a b e"),
        ["abcde,aebf->adbcf"] = ("a b cd e", "a b e f", "a b cd f"),
        ["abcde,afce->acdbf"] = ("a c db e", "a c e f", "a c db f"),
    };

    /// <summary>The product of matrices that Keras has for an equation; null where it has none.</summary>
    private static Symbol? MatrixProduct(string subscripts, ReadOnlySpan<Symbol> operands)
    {
        string equation = Lettered(subscripts);
        if (operands.Length != 2 || !MatrixProducts.TryGetValue(equation, out (string X1, string X2, string Product) axes))
            return null;
        string[] sides = equation.Split(',', '-', '>');
        Dictionary<char, Dimension> lengths = [];
        for (int i = 0; i < operands.Length; i++)
        {
            RequireRank(operands[i], "Einsum", sides[i].Length);
            Dimension[] dimensions = Dimensions(operands[i]);
            for (int axis = 0; axis < sides[i].Length; axis++)
            {
                char letter = sides[i][axis];
                if (!lengths.TryGetValue(letter, out Dimension known) || !known.IsKnown)
                    lengths[letter] = dimensions[axis];
            }
        }

        Symbol product = Arranged(operands[0], sides[0], axes.X1, lengths).MatMul(Arranged(operands[1], sides[1], axes.X2, lengths));
        string order = axes.Product.Replace(" ", "", StringComparison.Ordinal), output = sides[^1];
        if (order.Length != product.Rank)
            product = Reshaped(product, [.. order.Select(c => lengths[c])]);
        return Permuted(product, [.. output.Select(c => order.IndexOf(c, StringComparison.Ordinal))]);
    }

    private static Symbol Arranged(Symbol x, string letters, string groups, Dictionary<char, Dimension> lengths)
    {
        string order = groups.Replace(" ", "", StringComparison.Ordinal);
        Symbol permuted = Permuted(x, [.. order.Select(c => letters.IndexOf(c, StringComparison.Ordinal))]);
        string[] axes = groups.Split(' ');
        return axes.Length == x.Rank ? permuted
            : Reshaped(permuted, [.. axes.Select(group => Dimension.Product(x, [.. group.Select(c => lengths[c])]))]);
    }

    // The letters in the order in which they occur.
    private static string Lettered(string subscripts)
    {
        Dictionary<char, char> letters = [];
        return string.Concat(subscripts.Where(c => c != ' ').Select(c =>
        {
            if (!char.IsAsciiLetter(c))
                return c;
            if (!letters.TryGetValue(c, out char letter))
                letters[c] = letter = (char)('a' + letters.Count);
            return letter;
        }));
    }
}
