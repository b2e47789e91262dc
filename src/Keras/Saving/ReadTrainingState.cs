using Keras.Training;
using TensorFlow;

namespace Keras.Saving;

/// <summary>The state of a training, read from a file, before the model takes it over.</summary>
/// <param name="State">The state.</param>
/// <param name="Random">The states of random numbers.</param>
/// <param name="Raw">The weights that training goes on from; null where they are the model's.</param>
internal sealed record ReadTrainingState(
    TrainingState State, IReadOnlyList<(Weight Weight, Tensor Value)> Random, IReadOnlyList<Tensor>? Raw) : IDisposable
{
    private bool taken;

    /// <summary>Gives the state to the model. To be called after its weights are assigned.</summary>
    public void Apply(Model model)
    {
        foreach ((Weight weight, Tensor value) in Random)
            weight.Assign(value);
        if (Raw is not null)
            State.Keep(RawWeights.Of(model, Raw));
        taken = true;
        model.TrainingState.TakeOver(State);
    }

    public void Dispose()
    {
        foreach ((_, Tensor value) in Random)
            value.Dispose();
        if (!taken)
        {
            foreach (Tensor value in Raw ?? [])
                value.Dispose();
        }

        State.Dispose();
    }
}
