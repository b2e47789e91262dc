namespace Keras.Applications;

/// <summary>Finds the inputs that a tensor of a model follows from.</summary>
internal static class SourceInputs
{
    public static Structure<KerasTensor> Of(KerasTensor tensor)
    {
        List<KerasTensor> inputs = [];
        HashSet<Node> seen = [];
        Stack<KerasTensor> open = new([tensor]);
        while (open.TryPop(out KerasTensor? next))
        {
            if (!seen.Add(next.Node))
                continue;
            if (next.Node.IsInput)
                inputs.Add(next);
            foreach (KerasTensor before in next.Node.Inputs.Reverse())
                open.Push(before);
        }

        return inputs.Count == 1 ? inputs[0] : new Structure<KerasTensor>([.. inputs.Select(i => (Structure<KerasTensor>)i)]);
    }
}
