namespace TensorFlow;

/// <content>
/// Einsum: the gradient of an operand is the product of the output's gradient with the other operand, summed over what the operand does
/// not have.
/// </content>
internal static partial class MathGradients
{
    private static Gradient?[] Einsum(BackwardOperation op)
    {
        EinsumLabels labels = EinsumLabels.Parse(op.Operation, op.Text("equation"), op.Inputs);
        Gradient?[] result = new Gradient?[op.InputCount];
        for (int i = 0; i < result.Length; i++)
        {
            if (op.Needs(i))
                result[i] = OfOperand(op, labels, i);
        }

        return result;
    }

    private static Symbol OfOperand(BackwardOperation op, EinsumLabels labels, int operand)
    {
        Symbol x = op[operand];
        List<Symbol> factors = [op.Dy];
        List<string> terms = [labels.Output];
        for (int other = 0; other < op.InputCount; other++)
        {
            if (other == operand)
                continue;
            string own = labels.Proper(other);
            factors.Add(own == labels.Operands[other] ? Conj(op[other])
                : RawOps.Reshape(Conj(op[other]), labels.ProperShape(op[other], other)));
            terms.Add(own);
        }

        string wanted = new([.. labels.Proper(operand).Distinct()]);
        string available = new([.. wanted.Where(l => terms.Any(t => t.Contains(l)))]);
        Symbol gradient = Contract(factors, terms, available);

        // Labels that only this operand has were summed over: their gradient is repeated.
        if (available != wanted)
        {
            Symbol shape = RawOps.Pack([.. wanted.Select(l => available.Contains(l) ? labels.Length(op.Inputs, l) : op.Constant(1))]);
            Symbol full = RawOps.Pack([.. wanted.Select(l => labels.Length(op.Inputs, l))]);
            gradient = RawOps.BroadcastTo(RawOps.Reshape(gradient, shape), full);
        }

        // A label that occurs twice took a diagonal: beside it the gradient is zero.
        string written = wanted;
        string proper = labels.Proper(operand);
        char next = labels.Unused();
        string target = "";
        foreach (char label in proper)
        {
            if (!target.Contains(label))
            {
                target += label;
                continue;
            }

            Symbol unit = RawOps.MatrixDiag(RawOps.Fill(RawOps.Pack([labels.Length(op.Inputs, label)]), gradient.Number(1)));
            gradient = RawOps.Einsum([gradient, unit], $"{written},{label}{next}->{written}{next}");
            written += next;
            target += next++;
        }

        if (written != target)
            gradient = RawOps.Einsum([gradient], $"{written}->{target}");
        return proper == labels.Operands[operand] ? gradient : RawOps.Reshape(gradient, Shapes.Of(x));
    }

    // The op takes one or two operands.
    private static Symbol Contract(List<Symbol> factors, List<string> terms, string result) =>
        RawOps.Einsum([.. factors], $"{string.Join(',', terms)}->{result}");
}
