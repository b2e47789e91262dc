namespace TensorFlow.Tests.Differentiation;

/// <summary>
/// Compares the gradients of a function with central differences. The outputs are weighted at random and summed; each input is moved
/// along a random direction; the
/// second order is proved the same way of the first.
/// </summary>
internal sealed class GradientProof
{
    private readonly GradientCase proved;
    private readonly double[][] values;
    private readonly double[][] directions;
    private readonly double[][] others;
    private readonly List<double[]> weights = [];
    private readonly Random random = new(20);

    public GradientProof(GradientCase proved)
    {
        this.proved = proved;
        values = proved.Values ?? [.. proved.Shapes.Select(s => Numbers(s, proved.Low, proved.High))];
        directions = [.. proved.Shapes.Select(s => Numbers(s, -1, 1))];
        others = [.. proved.Shapes.Select(s => Numbers(s, -1, 1))];
    }

    /// <summary>The types of the operations of the function itself.</summary>
    public IEnumerable<string> Written()
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        _ = proved.Body([.. proved.Shapes.Select(s => graph.Placeholder(DType.Float64, s))]);
        return [.. graph.Order.Select(o => o.Type)];
    }

    /// <summary>What is wrong; null where nothing is.</summary>
    public string? Run(bool compile)
    {
        // Both orders are outputs of one function, so that XLA compiles what they share once.
        double[] all = Evaluate(Derivatives, compile, values);
        int count = proved.Shapes.Length;
        string? wrong = Compare("first", all[..count], s => [Loss(s)]);
        return wrong is not null || proved.Order < 2 ? wrong : Compare("second", all[count..], s => [Slope(Gradient(s, Loss(s)))]);
    }

    private Symbol[] Derivatives(Symbol[] inputs)
    {
        Symbol?[] gradients = Gradient(inputs, Loss(inputs));
        Symbol[] first = Along(gradients, directions);
        return proved.Order < 2 ? first : [.. first, .. Along(Gradient(inputs, Slope(gradients)), directions)];
    }

    // One number that depends on all first derivatives.
    private Symbol Slope(Symbol?[] gradients) => Along(gradients, others).Aggregate((a, b) => a + b);

    private Symbol Loss(Symbol[] inputs)
    {
        Symbol[] outputs = [.. proved.Body(inputs).Where(y => y.DType.IsFloatingPoint)];
        Symbol total = inputs[0].Graph.Constant(0, DType.Float64);
        for (int i = 0; i < outputs.Length; i++)
        {
            if (weights.Count == i)
                weights.Add(Numbers(outputs[i].Shape.IsFullyKnown ? outputs[i].Shape : [64], -1, 1));
            Symbol flat = RawOps.Reshape(outputs[i].Cast(DType.Float64), inputs[0].Graph.Constant([-1]));
            using Tensor weight = Tensor.Create<double>(weights[i]);
            Symbol all = inputs[0].Graph.Constant(weight);
            if (!outputs[i].Shape.IsFullyKnown)
                all = RawOps.Slice(all, inputs[0].Graph.Constant([0]), RawOps.Shape(flat));
            total += RawOps.Sum(flat * all, inputs[0].Graph.Constant([0]));
        }

        return total;
    }

    private static Symbol?[] Gradient(Symbol[] inputs, Symbol of) => Gradients.Of(of, inputs);

    private Symbol[] Along(Symbol?[] gradients, double[][] along)
    {
        Symbol[] result = new Symbol[gradients.Length];
        for (int i = 0; i < result.Length; i++)
        {
            Graph graph = Graph.Current;
            using Tensor direction = Tensor.Create<double>(along[i], proved.Shapes[i]);
            result[i] = gradients[i] is { } g
                ? RawOps.Sum(RawOps.Reshape(g * graph.Constant(direction), graph.Constant([-1])), graph.Constant([0]))
                : graph.Constant(0, DType.Float64);
        }

        return result;
    }

    private string? Compare(string order, double[] gradients, Func<Symbol[], Symbol[]> function)
    {
        using Function traced = Trace(function, proved.OnlyCompiles);
        for (int i = 0; i < gradients.Length; i++)
        {
            double difference = (At(i, proved.Step) - At(i, -proved.Step)) / (2 * proved.Step);
            double scale = Math.Max(1, Math.Max(Math.Abs(difference), Math.Abs(gradients[i])));
            if (!(Math.Abs(difference - gradients[i]) <= proved.Tolerance * scale))
                return $"{proved.Name}: the {order} derivative by input {i} is {gradients[i]:R}, the difference {difference:R}.";
        }

        return null;

        double At(int input, double by)
        {
            double[][] moved = [.. values.Select((v, i) => i == input ? v.Zip(directions[i], (x, d) => x + (by * d)).ToArray() : v)];
            return Call(traced, moved)[0];
        }
    }

    private double[] Evaluate(Func<Symbol[], Symbol[]> function, bool compile, double[][] at)
    {
        using Function traced = Trace(function, compile);
        return Call(traced, at);
    }

    private Function Trace(Func<Symbol[], Symbol[]> function, bool compile)
    {
        TensorSpec[] specs = [.. proved.Shapes.Select(s => new TensorSpec(DType.Float64, s))];
        return Function.Trace("proof", specs, function, new FunctionOptions { Compile = compile });
    }

    private double[] Call(Function function, double[][] at)
    {
        Tensor[] tensors = [.. at.Select((v, i) => Tensor.Create<double>(v, proved.Shapes[i]))];
        DeviceTensor[] inputs = [.. tensors.Select(t => DeviceTensor.From(t))];
        DeviceTensor[] outputs = [];
        try
        {
            outputs = function.Invoke(inputs);
            return [.. outputs.Select(Number)];
        }
        finally
        {
            foreach (DeviceTensor tensor in inputs.Concat(outputs))
                tensor.Dispose();
            foreach (Tensor tensor in tensors)
                tensor.Dispose();
        }
    }

    private static double Number(DeviceTensor value)
    {
        using Tensor tensor = value.ToTensor();
        return tensor.ToScalar<double>();
    }

    private double[] Numbers(Shape shape, double low, double high) =>
        [.. Enumerable.Range(0, (int)shape.ElementCount).Select(_ => low + (random.NextDouble() * (high - low)))];
}
