using TensorFlow;

namespace Keras.Models;

/// <summary>
/// The optimizers of a model's custom steps by name, and states that were read from a file before the optimizers were built.
/// </summary>
internal sealed class OwnOptimizers : IDisposable
{
    private readonly Dictionary<string, Tensor[]> pending = new(StringComparer.Ordinal);
    private (string Name, Optimizer Optimizer)[] named = [];

    /// <summary>The names, in the order in which the optimizers were added.</summary>
    public IReadOnlyList<(string Name, Optimizer Optimizer)> Named => named;

    public IReadOnlyList<Optimizer> All => [.. named.Select(n => n.Optimizer)];

    public void Add(string name, Optimizer optimizer)
    {
        if (named.FirstOrDefault(n => n.Name == name).Optimizer is { } other && other != optimizer)
            throw new ArgumentException(
                $"AddOptimizer: the model has another optimizer '{name}'; give each a name of its own.", nameof(name));
        // One that a step used under its own name before is called by the name given from now on.
        named = [.. named.Where(n => n.Optimizer != optimizer), (name, optimizer)];
    }

    /// <summary>Adds an optimizer that a step uses, unless it is known.</summary>
    public void Meet(Optimizer optimizer)
    {
        if (named.Any(n => n.Optimizer == optimizer))
            return;
        string name = optimizer.Name;
        for (int i = 1; named.Any(n => n.Name == name); i++)
            name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{optimizer.Name}_{i}");
        Add(name, optimizer);
    }

    /// <summary>Checks the values of a state from a file, if it fits its optimizer.</summary>
    /// <exception cref="ArgumentException">A learning rate or a number of iterations is invalid.</exception>
    public void Check(string name, IReadOnlyList<Tensor> state)
    {
        if (named.FirstOrDefault(n => n.Name == name).Optimizer is { } optimizer && Fits(optimizer, state))
            Check(optimizer, state);
    }

    /// <summary>Keeps a state from a file until its optimizer is built.</summary>
    public void Keep(string name, Tensor[] state)
    {
        Forget(name);
        pending[name] = state;
    }

    /// <summary>Gives states that were kept to the optimizers that are built by now.</summary>
    /// <param name="warn">Told of a state that does not fit.</param>
    public void Restore(Action<string> warn)
    {
        foreach ((string name, Optimizer optimizer) in named)
        {
            if (!optimizer.IsBuilt || !pending.TryGetValue(name, out Tensor[]? state))
                continue;
            if (Misfit(optimizer, state) is { } reason)
            {
                warn($"The state of the optimizer '{name}' was not loaded: {reason}");
            }
            else
            {
                Weight.AssignAll(optimizer.Weights, state);
                optimizer.TakeOverLearningRate();
            }

            Forget(name);
        }
    }

    public void Dispose()
    {
        foreach (string name in pending.Keys.ToArray())
            Forget(name);
    }

    private static bool Fits(Optimizer optimizer, IReadOnlyList<Tensor> state) =>
        optimizer.Weights.Count == state.Count && optimizer.Weights.Zip(state).All(p => p.First.Shape == p.Second.Shape);

    private static void Check(Optimizer optimizer, IReadOnlyList<Tensor> state)
    {
        foreach ((Weight weight, Tensor value) in optimizer.Weights.Zip(state))
            optimizer.CheckState(weight, value);
    }

    private static string? Misfit(Optimizer optimizer, IReadOnlyList<Tensor> state)
    {
        if (!Fits(optimizer, state))
            return "it has other variables than the file's.";
        try
        {
            Check(optimizer, state);
            return null;
        }
        catch (ArgumentException damage)
        {
            return damage.Message;
        }
    }

    private void Forget(string name)
    {
        if (!pending.Remove(name, out Tensor[]? state))
            return;
        foreach (Tensor tensor in state)
            tensor.Dispose();
    }
}
