using System.Text.Json.Nodes;
using Keras.Constraints;
using Keras.Optimizers;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>Steps of an optimizer on variables.</summary>
internal sealed class OptimizerReplay : Replay
{
    protected override string? MissingClass(ConformanceCase item) => Classes.Knows(OptimizerRegistry.Instance, item.ClassName)
        ? Classes.MissingInside(item.Json["config"])
        : item.ClassName;

    protected override void Run(ConformanceCase item, Comparison comparison)
    {
        using Optimizer optimizer = OptimizerRegistry.Instance.FromConfig(item.ClassName, new(item.Config));
        Weight[] variables = [.. item.Json["variables"]!.AsArray().Select(v => Variable(item, v!))];
        optimizer.ExcludeFromWeightDecay([.. (item.Json["exclude_from_weight_decay"]?.AsArray() ?? []).Select(i => variables[(int)i!])]);
        // A case without variables was recorded of an optimizer that was never built.
        if (variables.Length > 0)
            optimizer.Build(variables);
        int number = 0;
        foreach (JsonNode? step in item.Json["steps"]!.AsArray())
        {
            number++;
            Step(item, step!, optimizer, variables, comparison, number);
            JsonArray after = step!["variables_after"]?.AsArray() ?? [];
            for (int i = 0; i < after.Count; i++)
                comparison.Tensor($"variable {i} after step {number}", item.Read(after[i]), variables[i].Read());
        }

        CompareState(item, optimizer, comparison);
        foreach (Weight variable in variables)
            variable.Dispose();
    }

    private static void Step(ConformanceCase item, JsonNode step, Optimizer optimizer,
        Weight[] variables, Comparison comparison, int number)
    {
        switch ((string)step["op"]!)
        {
            case "apply":
                Symbols.RunOptional(Gradients(item, step), gradients =>
                {
                    optimizer.Apply(gradients);
                    return [];
                });
                break;
            case "update_step":
                Tensor[] inputs = [item.Read(step["gradient"]).Tensor, item.Read(step["learning_rate"]).Tensor];
                Weight weight = variables[(int)step["variable"]!];
                Symbols.Run(inputs, s =>
                {
                    optimizer.Update(s[0].Cast(weight.DType), weight, s[1].Cast(weight.DType));
                    return [];
                });
                break;
            case "clip_gradients":
                CompareClipped(item, step, optimizer, comparison, number);
                break;
            case "set_learning_rate":
                using (Tensor rate = item.Read(step["value"]).Tensor.Cast(DType.Float64))
                    optimizer.LearningRate = rate.ToScalar<double>();
                break;
            case "assign_variables":
                JsonArray values = step["values"]!.AsArray();
                for (int i = 0; i < values.Count; i++)
                    variables[i].Assign(item.Read(values[i]).Tensor);
                break;
            case "finalize_variable_values":
                Symbols.Run([], _ =>
                {
                    optimizer.FinalizeVariables();
                    return [];
                });
                break;
            case string other:
                throw new NotSupportedException($"There is no step '{other}' of an optimizer.");
        }
    }

    private static Tensor?[] Gradients(ConformanceCase item, JsonNode step) =>
        [.. step["gradients"]!.AsArray().Select(g => item.Read(g).TensorOrNull)];

    private static void CompareClipped(ConformanceCase item, JsonNode step, Optimizer optimizer, Comparison comparison, int number)
    {
        Tensor?[] gradients = Gradients(item, step);
        Tensor[] clipped = Symbols.RunOptional(gradients, symbols =>
            [.. optimizer.Clip([.. symbols.Select(s => s is { } symbol ? (Gradient?)symbol : null)])
                .OfType<Gradient>().Select(g => g.ToDense())]);
        Queue<Tensor> results = new(clipped);
        JsonArray wanted = step["result"]!.AsArray();
        comparison.Require(wanted.Count == gradients.Length, $"expected {wanted.Count} gradients, got {gradients.Length}");
        for (int i = 0; i < wanted.Count; i++)
            comparison.Tensor($"gradient {i} of step {number}", item.Read(wanted[i]), gradients[i] is null ? null : results.Dequeue());
    }

    private static void CompareState(ConformanceCase item, Optimizer optimizer, Comparison comparison)
    {
        if (item.Json["optimizer_variables_after"] is not JsonArray wanted)
            return;
        IReadOnlyList<Weight> state = optimizer.Weights;
        comparison.Require(wanted.Count == state.Count, $"expected {wanted.Count} optimizer variables, got {state.Count}");
        for (int i = 0; i < Math.Min(wanted.Count, state.Count); i++)
        {
            string path = (string)wanted[i]!["path"]!;
            // Only the optimizer's name in it: what follows may count other variables of the process, or name a variable of TensorFlow.
            // Some of Keras's optimizers create a variable beside their own ones, which has no owner.
            comparison.Require(Owner(path).Length == 0 || Owner(path) == Owner(state[i].Path),
                $"expected optimizer variable '{path}', got '{state[i].Path}'");
            comparison.Tensor(path, item.Read(wanted[i]!["value"]), state[i].Read());
        }
    }

    private static string Owner(string path) => path[..Math.Max(0, path.IndexOf('/', StringComparison.Ordinal))];

    private static Weight Variable(ConformanceCase item, JsonNode variable)
    {
        Tensor value = item.Read(variable["value"]).Tensor;
        Weight weight = new((string)variable["name"]!, value.Shape, value.DType, new Keras.Initializers.Zeros())
        {
            Path = (string)variable["path"]!,
            Constraint = variable["constraint"] is { } constraint ? ConstraintRegistry.Instance.FromJson(constraint.DeepClone()) : null,
        };
        weight.Assign(value);
        return weight;
    }
}
