namespace TensorFlow;

/// <content>Rounding to few values: the gradient passes as if nothing was rounded, within the range.</content>
internal static partial class ArrayGradients
{
    private static void RegisterQuantization(GradientTable table)
    {
        foreach (string type in (string[])["QuantizeAndDequantize", "QuantizeAndDequantizeV2", "QuantizeAndDequantizeV3"])
            table.Add(type, op => [op.Dy]);
        table
            .Add("FakeQuantWithMinMaxArgs", op => [RawOps.FakeQuantWithMinMaxArgsGradient(
                op.Dy, op[0], op.Float("min"), op.Float("max"), op.Long("num_bits"), op.Bool("narrow_range"))])
            .Add("FakeQuantWithMinMaxVars", op =>
            {
                (Symbol x, Symbol min, Symbol max) =
                    RawOps.FakeQuantWithMinMaxVarsGradient(op.Dy, op[0], op[1], op[2], op.Long("num_bits"), op.Bool("narrow_range"));
                return [x, min, max];
            })
            .Add("FakeQuantWithMinMaxVarsPerChannel", op =>
            {
                (Symbol x, Symbol min, Symbol max) = RawOps.FakeQuantWithMinMaxVarsPerChannelGradient(
                    op.Dy, op[0], op[1], op[2], op.Long("num_bits"), op.Bool("narrow_range"));
                return [x, min, max];
            });
    }
}
