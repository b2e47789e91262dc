using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>Gradients of loops, branches and calls: the function is written again, together with its gradient.</summary>
internal static class ControlFlowGradients
{
    public static void Register(GradientTable table) => table
        .Add("While", WhileLoop.Differentiate)
        .Add("StatelessWhile", WhileLoop.Differentiate)
        .Add("If", If)
        .Add("StatelessIf", If)
        .Add("Case", Case)
        .Add("StatelessCase", Case)
        .Add("PartitionedCall", Call)
        .Add("StatefulPartitionedCall", Call);

    private static Gradient?[] If(BackwardOperation op)
    {
        Branches branches = new(op, [Body(op, "then_branch"), Body(op, "else_branch")]);
        return branches.Differentiate((arguments, ways) => ControlFlow.If(op[0], arguments, ways[0], ways[1], "if_gradient"));
    }

    private static Gradient?[] Case(BackwardOperation op)
    {
        FunctionBody[] bodies = [.. Node(op).FunctionsOf("branches").Select(name => Body(op, op.Graph.FunctionNamed(name)))];
        return new Branches(op, bodies).Differentiate((arguments, ways) => ControlFlow.Case(op[0], arguments, ways, "case_gradient"));
    }

    private static Gradient?[] Call(BackwardOperation op)
    {
        FunctionHandle function = op.Graph.FunctionNamed(Node(op).FunctionOf("f"));
        FunctionBody body = Body(op, function);
        int[] wanted = [.. Enumerable.Range(0, op.InputCount).Where(op.Needs)];
        int[] given = [.. Enumerable.Range(0, op.OutputCount).Where(i => op.GradientOf(i) is not null)];
        Symbol[] arguments = [.. op.Inputs, .. given.Select(i => op.GradientOf(i)!.Value)];
        using Function gradient = Function.Trace(
            "gradient",
            [.. arguments.Select(a => new TensorSpec(a.DType, a.Shape))],
            v => Backward(body, v[..op.InputCount], given, v[op.InputCount..], wanted),
            function.Options);
        Symbol[] dxs = gradient.Call(arguments);
        Gradient?[] result = new Gradient?[op.InputCount];
        for (int i = 0; i < wanted.Length; i++)
            result[wanted[i]] = dxs[i];
        return result;
    }

    // The function again, and its gradient by the inputs wanted; zeros where there is none.
    public static Symbol[] Backward(FunctionBody body, Symbol[] inputs, int[] given, Symbol[] dys, int[] wanted)
    {
        Symbol[] outputs = body.Write(Graph.Current, inputs, keep: true);
        Symbol?[] gradients = Gradients.Of([.. given.Select(i => outputs[i])], dys, [.. wanted.Select(i => inputs[i])]);
        return [.. gradients.Select((g, i) => g ?? RawOps.ZerosLike(inputs[wanted[i]]))];
    }

    private static GraphNode Node(BackwardOperation op) => op.Graph.Find(op.Operation.Native)
        ?? throw new UnimplementedException(
            $"{op.Operation} was not written here, or holds large constants, so that there is no gradient; pass those in as inputs.");

    private static FunctionBody Body(BackwardOperation op, string attribute) =>
        Body(op, op.Graph.FunctionNamed(Node(op).FunctionOf(attribute)));

    private static FunctionBody Body(BackwardOperation op, FunctionHandle function) => function.Body
        ?? throw new UnimplementedException(
            $"The function that {op.Operation} calls was not written here, or holds large constants, so that there is no gradient; "
            + "pass those in as inputs.");

    private sealed class Branches(BackwardOperation op, FunctionBody[] bodies)
    {
        public Gradient?[] Differentiate(Func<Symbol[], Func<Symbol[], Symbol[]>[], Symbol[]> choose)
        {
            Symbol[] inputs = op.Inputs[1..];
            int[] wanted = [.. Enumerable.Range(0, inputs.Length).Where(i => op.Needs(i + 1))];
            int[] given = [.. Enumerable.Range(0, op.OutputCount).Where(i => op.GradientOf(i) is not null)];
            Symbol[] arguments = [.. inputs, .. given.Select(i => op.GradientOf(i)!.Value)];
            Func<Symbol[], Symbol[]>[] ways =
                [.. bodies.Select(body => (Func<Symbol[], Symbol[]>)(
                    v => Backward(body, v[..inputs.Length], given, v[inputs.Length..], wanted)))];
            Symbol[] dxs = choose(arguments, ways);
            Gradient?[] result = new Gradient?[op.InputCount];
            for (int i = 0; i < wanted.Length; i++)
                result[wanted[i] + 1] = dxs[i];
            return result;
        }
    }
}
