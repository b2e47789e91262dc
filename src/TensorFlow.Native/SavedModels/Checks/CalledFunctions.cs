using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>Checks that an operation that calls functions gives each what it takes, and says what it returns.</summary>
internal static class CalledFunctions
{
    /// <exception cref="ContradictionException">A function takes or returns something else than the operation says.</exception>
    public static void Check(NodeDef node, NodeTypes types, IReadOnlyDictionary<string, OpDef> functions)
    {
        string[] named = node.Op switch
        {
            "PartitionedCall" or "StatefulPartitionedCall" => ["f"],
            "If" or "StatelessIf" => ["then_branch", "else_branch"],
            "Case" or "StatelessCase" => ["branches"],
            "While" or "StatelessWhile" => ["cond", "body"],
            _ => [],
        };
        foreach (string attribute in named)
        {
            AttrValue? value = node.Attr.GetValueOrDefault(attribute);
            foreach (string name in (value?.List?.Func ?? []).Append(value?.Func ?? new()).Select(f => f.Name))
            {
                if (functions.TryGetValue(name, out OpDef? function) && function.Attr.Count == 0)
                    Check(node, types, attribute, function);
            }
        }
    }

    private static void Check(NodeDef node, NodeTypes types, string attribute, OpDef function)
    {
        bool isLoop = node.Op is "While" or "StatelessWhile";
        Require(node, function, "takes", types.Listed(isLoop ? "T" : "Tin"), function.InputArg);
        if (attribute != "cond")
            Require(node, function, "returns", types.Listed(isLoop ? "T" : "Tout"), function.OutputArg);
    }

    private static void Require(
        NodeDef node, OpDef function, string does, IReadOnlyList<int>? said, IReadOnlyList<OpDef.Types.ArgDef> arguments)
    {
        if (said is null || arguments.Any(a => a.Type == NodeTypes.Unknown))
            return;
        if (!said.SequenceEqual(arguments.Select(a => a.Type)))
            throw new ContradictionException(
                $"the function '{function.Name}' {does} [{List(arguments.Select(a => a.Type))}], and '{node.Name}' ({node.Op}), which "
                + $"calls it, says [{List(said)}]");
    }

    private static string List(IEnumerable<int> types) => string.Join(", ", types.Select(NodeTypes.Name));
}
