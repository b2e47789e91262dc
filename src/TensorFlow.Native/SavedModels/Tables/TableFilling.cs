namespace TensorFlow;

/// <summary>The operations that fill a table.</summary>
/// <param name="Body">The operations.</param>
/// <param name="Arguments">From the table to the arguments of the operations.</param>
/// <param name="Assets">The names of the arguments that are files among the assets.</param>
internal sealed record TableFilling(
    EndpointBody Body, Func<EndpointValue, IReadOnlyList<EndpointValue>> Arguments, IReadOnlySet<string> Assets);
