"""The worker and what it does; `scenes.py` plays its deaths in processes of their own."""
