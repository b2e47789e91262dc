using TensorFlow;

namespace Keras.Operations;

/// <summary>
/// The element type of an operation on several types, by Keras's rules (<c>keras.backend.result_type</c>): the least upper bound on a
/// lattice that JAX designed, where numbers without a type of their own are weak.
/// </summary>
internal static class TypePromotion
{
    // Each type and the next larger ones. WeakInteger and WeakFloat are Python's int and float.
    private static readonly (PromotedType Type, PromotedType[] Next)[] Lattice =
    [
        (DType.Bool, [PromotedType.WeakInteger]),
        (DType.UInt8, [DType.Int16, DType.UInt16]),
        (DType.UInt16, [DType.Int32, DType.UInt32]),
        (DType.UInt32, [DType.Int64, DType.UInt64]),
        (DType.UInt64, [PromotedType.WeakFloat]),
        (PromotedType.WeakInteger, [DType.UInt8, DType.Int8, DType.Complex64]),
        (DType.Int8, [DType.Int16]),
        (DType.Int16, [DType.Int32]),
        (DType.Int32, [DType.Int64]),
        (DType.Int64, [PromotedType.WeakFloat]),
        (PromotedType.WeakFloat, [DType.BFloat16, DType.Float16]),
        (DType.BFloat16, [DType.Float32]),
        (DType.Float16, [DType.Float32]),
        (DType.Float32, [DType.Float64, DType.Complex64]),
        (DType.Float64, [DType.Complex128]),
        (DType.Complex64, [DType.Complex128]),
        (DType.Complex128, []),
    ];

    private static readonly Dictionary<PromotedType, HashSet<PromotedType>> UpperBounds =
        Lattice.ToDictionary(entry => entry.Type, entry => Above(entry.Type));

    /// <summary>The type that operands of these types have together.</summary>
    /// <param name="types">The types and weak kinds; at least one.</param>
    /// <exception cref="ArgumentException">The types have no common type.</exception>
    public static DType Result(params ReadOnlySpan<PromotedType> types)
    {
        PromotedType[] distinct = [.. types.ToArray().Distinct()];
        bool allWeak = distinct.All(t => t.IsWeak);
        DType[] strong = [.. distinct.Where(t => !t.IsWeak).Select(t => t.DType)];
        if (distinct.Length == 1 || (strong.Length > 0 && distinct.Select(t => t.DType).Distinct().Count() == 1))
            return Narrowed(allWeak ? Resolved(distinct[0]) : strong[0]);
        PromotedType bound = LeastUpperBound(allWeak ? [.. distinct.Select(t => (PromotedType)t.DType)] : distinct);
        return Narrowed(allWeak ? Resolved(bound) : bound.IsWeak ? Resolved(bound) : bound.DType);
    }

    // Keras resolves weak results by its default precision, 32 bits.
    private static DType Resolved(PromotedType type) => type.DType switch
    {
        DType.Bool => DType.Bool,
        DType t when t.IsInteger => DType.Int32,
        _ => DType.Float32,
    };

    // As in Keras on TensorFlow: int64 and float64 stay, uint64 and complex128 do not.
    private static DType Narrowed(DType dtype) => dtype switch
    {
        DType.UInt64 => DType.UInt32,
        DType.Complex128 => DType.Complex64,
        _ => dtype,
    };

    private static PromotedType LeastUpperBound(PromotedType[] types)
    {
        foreach (PromotedType type in types)
        {
            if (!UpperBounds.ContainsKey(type))
                throw new ArgumentException(
                    $"Expected types with a common type, got {string.Join(", ", types.Select(t => t.DType.StandardName))}; "
                    + $"{type.DType.StandardName} has none with others: Cast it first.");
        }

        HashSet<PromotedType> common = [.. UpperBounds[types[0]]];
        foreach (PromotedType type in types)
            common.IntersectWith(UpperBounds[type]);
        foreach (PromotedType candidate in common)
        {
            if (common.IsSubsetOf(UpperBounds[candidate]))
                return candidate;
        }

        string names = string.Join(", ", types.Select(t => t.DType.StandardName));
        throw new ArgumentException($"Expected types with a common type, got {names}; Cast them to one.");
    }

    private static HashSet<PromotedType> Above(PromotedType type)
    {
        HashSet<PromotedType> found = [];
        Stack<PromotedType> open = new([type]);
        while (open.TryPop(out PromotedType next))
        {
            if (found.Add(next))
            {
                foreach (PromotedType larger in Lattice.First(entry => entry.Type == next).Next)
                    open.Push(larger);
            }
        }

        return found;
    }
}
