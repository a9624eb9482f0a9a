using Stoa.Rego.Builtins;

namespace Stoa.Rego.Compilation.Lowering;

/// <summary>Operands whose type is plain from the source.</summary>
internal static class ConstantTypes
{
    public static void Check(Builtin builtin, IReadOnlyList<CoreTerm> operands, ErrorList errors)
    {
        for (var i = 0; i < operands.Count; i++)
        {
            if (Of(operands[i]) is var found and not RegoTypes.None && (found & builtin.Operands[i]) == RegoTypes.None)
            {
                errors.Add(
                    RegoErrorCodes.Type,
                    operands[i].Location,
                    $"{builtin.Name}: operand {i + 1} must be {OperandTypes.Describe(builtin.Operands[i])} but got {OperandTypes.Describe(found)}");
            }
        }
    }

    private static RegoTypes Of(CoreTerm term) => term switch
    {
        CoreConstant constant => OperandTypes.Of(constant.Value),
        CoreArray or CoreComprehension { Kind: RegoKind.Array } => RegoTypes.Array,
        CoreObject or CoreComprehension { Kind: RegoKind.Object } => RegoTypes.Members,
        CoreSet or CoreComprehension { Kind: RegoKind.Set } => RegoTypes.Set,
        CoreBuiltinCall call => call.Builtin.Result,
        _ => RegoTypes.None,
    };
}
