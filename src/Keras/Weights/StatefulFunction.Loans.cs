using TensorFlow;

namespace Keras.Weights;

/// <content>The weights that the function updates in place.</content>
internal sealed partial class StatefulFunction
{
    private readonly int[] lent;
    private readonly Variable?[] variables;
    private WeightLoan? loan;
    private WeightLoan? lastLoan;

    private void BeginLoan()
    {
        if (lent.Length == 0)
            return;
        lastLoan?.YieldToReaders();
        loan = lastLoan = new();
    }

    // Each variable alone holds its value. Where somebody else still reads the value, the function updates a copy.
    private void Lend()
    {
        for (int i = 0; i < lent.Length; i++)
        {
            ref WeightValue? value = ref values[lent[i]];
            variables[i] = value!.ToVariable(device);
            value = null;
            call.SetInput(InputCount + lent[i], variables[i]!.Handle);
        }
    }

    private DeviceTensor Returned(int index)
    {
        DeviceTensor value = variables[index]!.Release();
        variables[index] = null;
        return value;
    }

    // After a failed call: rows that its steps have already updated stay updated.
    private void TakeBack()
    {
        if (loan is null)
            return;
        Weight[] weights = [.. lent.Select(i => Weights[i])];
        WeightValue?[] rest = [.. lent.Select((place, i) => values[place] ?? new(Returned(i), device))];
        foreach (int i in lent)
            values[i] = null;
        Weight.Publish(weights, rest, [.. lent.Select(i => versions[i])], loan);
        loan = null;
    }
}
