using System.Text.Json.Nodes;
using Portal.Emulator.Calls;
using Portal.Emulator.World.Campaigns;

namespace Portal.Emulator.CampaignManagement;

/// <summary>Adding, changing and deleting shared budgets. The numbers of their refusals are not in our contract.</summary>
internal sealed class BudgetWrites(Accounts accounts, CampaignWorld world)
{
    private const int Most = 100;
    private const string TooMany = "CampaignServiceBudgetsArrayExceedsLimit";

    public static readonly Refusal Unknown = new(1160, "CampaignServiceInvalidBudgetId", "The budget ID is invalid.", "BudgetId");

    private static readonly Refusal Invalid = new(1161, "CampaignServiceInvalidBudget", "The name or the amount of the budget is invalid, or the name is taken.");

    public JsonNode Add(Call call)
    {
        var tree = accounts.Writable(call);
        lock (tree.Gate)
        {
            var batch = Batch.Run(Accounts.List(call.Objects("Budgets"), Most, 1162, TooMany), item => Add(tree, item));
            return new JsonObject { ["BudgetIds"] = batch.Ids, ["PartialErrors"] = batch.PartialErrors };
        }
    }

    public JsonNode Update(Call call)
    {
        var tree = accounts.Writable(call);
        lock (tree.Gate)
        {
            var batch = Batch.Run(Accounts.List(call.Objects("Budgets"), Most, 1162, TooMany), item => Update(tree, item));
            return new JsonObject { ["PartialErrors"] = batch.PartialErrors };
        }
    }

    /// <summary>A budget that campaigns draw on cannot go.</summary>
    public JsonNode Delete(Call call)
    {
        var tree = accounts.Writable(call);
        lock (tree.Gate)
        {
            var batch = Batch.Run(Accounts.List(call.Longs("BudgetIds"), Most, 1162, TooMany), id => Delete(tree, id));
            return new JsonObject { ["PartialErrors"] = batch.PartialErrors };
        }
    }

    private Outcome Add(AccountTree tree, JsonObject item)
    {
        if (item.Text("Name") is not { } name || item.Number("Amount") is not { } amount || !Fits(tree, name, amount, except: null))
        {
            return Invalid;
        }

        var id = Ids.FirstAddedBudget - 1 + world.Next();
        tree.Add(new SharedBudget(id, name.Trim(), amount) { BudgetType = item.Text("BudgetType") ?? "DailyBudgetStandard" });
        return id;
    }

    private static Outcome Update(AccountTree tree, JsonObject item)
    {
        if (tree.Budget(item.Long("Id") ?? 0) is not { } budget)
        {
            return Unknown;
        }

        if (!Fits(tree, item.Text("Name") ?? budget.Name, item.Number("Amount") ?? budget.Amount, budget))
        {
            return Invalid;
        }

        budget.Name = item.Text("Name")?.Trim() ?? budget.Name;
        budget.Amount = item.Number("Amount") ?? budget.Amount;
        budget.BudgetType = item.Text("BudgetType") ?? budget.BudgetType;
        return budget.Id;
    }

    private static Outcome Delete(AccountTree tree, long id)
    {
        if (tree.Budget(id) is not { } budget)
        {
            return Unknown;
        }

        if (tree.AssociationCount(budget) > 0)
        {
            return new Refusal(1163, "CampaignServiceBudgetIsInUse", "Campaigns draw on this budget.", "BudgetId");
        }

        tree.Remove(budget);
        return id;
    }

    private static bool Fits(AccountTree tree, string name, decimal amount, SharedBudget? except) =>
        name.Trim() is { Length: > 0 and <= 255 } && amount >= tree.Currency.LowestBid
        && !tree.Budgets.Any(other => other != except && string.Equals(other.Name, name.Trim(), StringComparison.OrdinalIgnoreCase));
}
