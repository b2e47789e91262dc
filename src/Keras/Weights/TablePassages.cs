namespace Keras.Weights;

/// <summary>How a function may get the tables of which it updates single rows.</summary>
internal enum TablePassages
{
    /// <summary>As values: each update copies the table.</summary>
    Values,

    /// <summary>Large ones as variables, for a single step: others are copied once, as by an update.</summary>
    Variables,

    /// <summary>Large ones as variables, others as copies, for the steps of a loop.</summary>
    Copies,

    /// <summary>Large ones as variables, others as values, for XLA, which copies them once.</summary>
    Compiled,
}
