using Keras.Models;
using Keras.Saving.Hdf5;
using TensorFlow;

namespace Keras.Saving;

/// <summary>The states of the optimizers of custom steps, read from a file, before the model takes them over.</summary>
internal sealed class OptimizerStates : IDisposable
{
    private readonly List<(string Name, List<Tensor> State)> states = [];

    /// <summary>Reads the states.</summary>
    /// <param name="groups">The groups of the optimizers by name, and the arrays of each in order.</param>
    public static OptimizerStates Read(IEnumerable<(string Name, IReadOnlyList<Hdf5Dataset> Variables)> groups)
    {
        OptimizerStates read = new();
        try
        {
            foreach ((string name, IReadOnlyList<Hdf5Dataset> variables) in groups)
            {
                List<Tensor> state = [];
                read.states.Add((name, state));
                foreach (Hdf5Dataset variable in variables)
                    state.Add(variable.Read());
            }

            return read;
        }
        catch
        {
            read.Dispose();
            throw;
        }
    }

    /// <summary>Checks the values of the states that fit an optimizer.</summary>
    /// <param name="optimizers">The model's optimizers.</param>
    /// <exception cref="ArgumentException">A learning rate or a number of iterations is invalid.</exception>
    public void Check(OwnOptimizers optimizers)
    {
        foreach ((string name, List<Tensor> state) in states)
            optimizers.Check(name, state);
    }

    /// <summary>Sets the states of the optimizers that are built, and keeps those of the others until they are.</summary>
    /// <param name="optimizers">The model's optimizers, which own the states from now on.</param>
    /// <param name="warn">Told of a state that does not fit.</param>
    public void GiveTo(OwnOptimizers optimizers, Action<string> warn)
    {
        foreach ((string name, List<Tensor> state) in states)
            optimizers.Keep(name, [.. state]);
        states.Clear();
        optimizers.Restore(warn);
    }

    public void Dispose()
    {
        foreach (Tensor tensor in states.SelectMany(s => s.State))
            tensor.Dispose();
    }
}
